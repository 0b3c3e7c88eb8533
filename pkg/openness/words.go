package openness

import (
	"io/fs"
	"sync"

	"github.com/fineprint-audit/fineprint/pkg/pattern"
	"github.com/fineprint-audit/fineprint/rules/words"
)

// cardWords are the patterns of rules/words/openness.yaml.
type cardWords struct {
	TrainingCode      pattern.Pattern `json:"training-code"`
	PreparingCode     pattern.Pattern `json:"preparing-code"`
	EvaluationCode    pattern.Pattern `json:"evaluation-code"`
	WithLibrary       pattern.Pattern `json:"with-library"`
	ForReaders        pattern.Pattern `json:"for-readers"`
	OwnCode           pattern.Pattern `json:"own-code"`
	TrainedData       pattern.Pattern `json:"trained-data"`
	CodeTopic         pattern.Pattern `json:"code-topic"`
	SectionForReaders pattern.Pattern `json:"section-for-readers"`

	TrainedOn     pattern.Pattern `json:"trained-on"`
	Data          pattern.Pattern `json:"data"`
	SectionOnData pattern.Pattern `json:"section-on-data"`
	Tests         pattern.Pattern `json:"tests"`
	NamedData     pattern.Pattern `json:"named-data"`
	NamesNone     pattern.Pattern `json:"names-none"`
	MachineMade   pattern.Pattern `json:"machine-made"`
	Terms         pattern.Pattern `json:"terms"`
	InTraining    pattern.Pattern `json:"in-training"`
	NoneOfIt      pattern.Pattern `json:"none-of-it"`

	Figure   pattern.Pattern `json:"figure"`
	Paper    pattern.Pattern `json:"paper"`
	OwnPaper pattern.Pattern `json:"own-paper"`
	Report   pattern.Pattern `json:"report"`
}

// wording compiles each pattern when it is first used.
var wording = sync.OnceValue(func() *cardWords { return pattern.MustLoad[cardWords](words.Openness) })

// CompileWords reads words/openness.yaml in fsys, the folder rules/, checks its
// proofs and returns the index of it.
func CompileWords(fsys fs.FS) ([]byte, error) {
	return pattern.Compile[cardWords](fsys, "words/openness.yaml")
}
