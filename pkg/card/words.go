package card

import (
	"io/fs"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
	lists "github.com/fineprint-audit/fineprint/rules/words"
)

// claimPatterns are the patterns of rules/words/claims.yaml.
type claimPatterns struct {
	Generic pattern.Set `json:"generic"`
	It      pattern.Set `json:"it"`

	Mention         pattern.Pattern `json:"mention"`
	Tag             pattern.Pattern `json:"tag"`
	SectionOnOthers pattern.Pattern `json:"section-on-others"`
	SectionOnTests  pattern.Pattern `json:"section-on-tests"`
	Released        pattern.Pattern `json:"released"`
	IsOpen          pattern.Pattern `json:"is-open"`
	IsAnOpen        pattern.Pattern `json:"is-an-open"`
	Presented       pattern.Pattern `json:"presented"`
	Apposed         pattern.Pattern `json:"apposed"`
	Label           pattern.Pattern `json:"label"`
	BareLabel       pattern.Pattern `json:"bare-label"`
	Model           pattern.Pattern `json:"model"`
	Other           pattern.Pattern `json:"other"`
	OtherModel      pattern.Pattern `json:"other-model"`
	Self            pattern.Pattern `json:"self"`
	We              pattern.Pattern `json:"we"`
	Pronoun         pattern.Pattern `json:"pronoun"`
	PartOf          pattern.Pattern `json:"part-of"`
	Predicate       pattern.Pattern `json:"predicate"`
	Name            pattern.Pattern `json:"name"`
	Series          pattern.Pattern `json:"series"`
	OpenFor         pattern.Pattern `json:"open-for"`
	Stops           pattern.Pattern `json:"stops"`
	StopsSubject    pattern.Pattern `json:"stops-subject"`
	Verb            pattern.Pattern `json:"verb"`
	Relative        pattern.Pattern `json:"relative"`
	Doubt           pattern.Pattern `json:"doubt"`
	Chinese         pattern.Pattern `json:"chinese"`
	ChineseIs       pattern.Pattern `json:"chinese-is"`
	ChineseNamed    pattern.Pattern `json:"chinese-named"`
	ChineseDoubt    pattern.Pattern `json:"chinese-doubt"`
	ChineseOther    pattern.Pattern `json:"chinese-other"`
	ChineseOwner    pattern.Pattern `json:"chinese-owner"`
	ChineseModel    pattern.Pattern `json:"chinese-model"`
}

// termPatterns are the patterns of rules/words/cards.yaml.
type termPatterns struct {
	Joins pattern.Set `json:"joins"`

	Heading         pattern.Pattern `json:"heading"`
	NotHeading      pattern.Pattern `json:"not-heading"`
	Label           pattern.Pattern `json:"label"`
	Link            pattern.Pattern `json:"link"`
	TermsKey        pattern.Pattern `json:"terms-key"`
	ParentKey       pattern.Pattern `json:"parent-key"`
	OtherSubjectKey pattern.Pattern `json:"other-subject-key"`
	ModelKey        pattern.Pattern `json:"model-key"`
	LimitTag        pattern.Pattern `json:"limit-tag"`
	NamesDeed       pattern.Pattern `json:"names-deed"`
	Personal        pattern.Pattern `json:"personal"`
	LicenceNoun     pattern.Pattern `json:"licence-noun"`
	LicenceSign     pattern.Pattern `json:"licence-sign"`
	LicenceNumber   pattern.Pattern `json:"licence-number"`
	SecondSubject   pattern.Pattern `json:"second-subject"`
	Answer          pattern.Pattern `json:"answer"`
	AsksLeave       pattern.Pattern `json:"asks-leave"`
	AsksTerms       pattern.Pattern `json:"asks-terms"`
	Question        pattern.Pattern `json:"question"`
}

// The patterns; each is compiled when it is first used.
var (
	says      = sync.OnceValue(func() *claimPatterns { return pattern.MustLoad[claimPatterns](lists.Claims) })
	termWords = sync.OnceValue(func() *termPatterns { return pattern.MustLoad[termPatterns](lists.Cards) })
)

// CompileClaims reads words/claims.yaml in fsys, the folder rules/, checks its
// proofs and returns the index of it.
func CompileClaims(fsys fs.FS) ([]byte, error) {
	return pattern.Compile[claimPatterns](fsys, "words/claims.yaml")
}

// CompileWords is CompileClaims for words/cards.yaml.
func CompileWords(fsys fs.FS) ([]byte, error) {
	return pattern.Compile[termPatterns](fsys, "words/cards.yaml")
}
