package card

import (
	"bytes"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// licenceHeading knows headings over licence terms in the languages that cards
// are written in.
var licenceHeading = pattern(`(?i)licen[cs]|terms (?:of (?:use|service)|(?:and|&) conditions)|usage (?:restrictions|terms|policy)` +
	`|acceptable use|use restrictions|conditions of use|(?:user|use) agreement|legal (?:notice|terms)|` +
	`li[zs]en[zs]|licencia|licença|licenza|licentie|lisens|lisenssi|licencj|licenț|licenc|лиценз|ліценз|άδεια|lisans|lisensi|giấy phép|` +
	`许可|許可|协议|協議|授权|授權|使用条款|使用條款|声明与|ライセンス|利用規約|使用許諾|라이선스|라이센스|이용약관|رخصة|ترخيص|الترخيص|مجوز|लाइसेंस|ใบอนุญาต|สัญญาอนุญาต|רישיון`)

// notLicence are headings in which such a word means something else.
var notLicence = pattern(`(?i)licen[cs]e[- ]?(?:plates?|numbers?)|driv(?:er'?s?|ing) licen[cs]e|silen[cs]|inter-?annotator|通信协议|网络协议` +
	`|protocol`)

// LicenceSections returns the sections whose heading says that they state the
// terms, with the sections below them.
func (c *Card) LicenceSections() []Section {
	var out []Section
	level := 0 // of the licence heading that the walk is below; 0 outside one
	for _, s := range c.Sections {
		if level > 0 && s.Level <= level {
			level = 0
		}
		if level == 0 && s.Level > 0 && licenceHeading().MatchString(s.Title) && !notLicence().MatchString(s.Title) {
			level = s.Level
		}
		if level > 0 && (s.Level == level || !aboutOthers().MatchString(s.Title)) {
			out = append(out, s)
		}
	}
	return out
}

// licenceLabel knows a block that states the licence without a heading of its
// own: a label in front of it, or a sentence that says what holds.
var licenceLabel = pattern(`(?i)^[^\pL\n]{0,12}(?:(?:model|code|data|dataset|weights?)[ /-])*(?:licen[cs]e[sd]?|licensing|lizenz` +
	`|licencia|许可证|许可|协议|ライセンス|라이선스)\b?(?:\([a-z]+\))?[*_\]]*[ \t]*(?:[:：|]|</)|\b(?:licensed|released|distributed|available|provided` +
	`|published|shared|open[- ]sourced) (?:to you )?under\b|\bgoverned by\b|\b(?:subject to|bound by|falls? under|under the terms of)\b`)

// LicenceStatements returns the places of the blocks that speak of the terms:
// all prose of licence sections, and elsewhere blocks that are labelled so or
// say what holds. Which licence they name is not judged.
func (c *Card) LicenceStatements() []doc.Span {
	inside := map[int]bool{}
	for _, s := range c.LicenceSections() {
		inside[s.Body.Start] = true
	}
	var out []doc.Span
	for _, s := range c.Sections {
		for _, span := range s.Prose() {
			if inside[s.Body.Start] || statesLicence(c.Doc.Text[span.Start:span.End]) {
				out = append(out, span)
			}
		}
	}
	return out
}

// statesLicence reports whether licenceLabel matches, which takes one of a few
// words: most blocks hold none.
func statesLicence(block []byte) bool {
	lower := bytes.ToLower(block)
	for _, word := range [...]string{"licen", "lizenz", "under", "governed by", "subject to", "bound by", "许可", "协议", "ライセンス", "라이선스"} {
		if bytes.Contains(lower, []byte(word)) {
			return licenceLabel().Match(block)
		}
	}
	return false
}

// licenceWord knows the text or the address of a link to a licence.
var licenceWord = pattern(`(?i)licen[cs]|(?:^|[/_-])copying(?:$|[./])|use[-_ ]?policy|acceptable[-_ ]?use|terms[-_ ]of[-_ ]|/terms\b` +
	`|/legal\b|creativecommons\.org/|许可|協議|协议|lizenz|ライセンス|라이선스`)

// LicenceLinks returns the links whose text or address speaks of a licence or
// terms, and the links inside licence sections, each once. Jumps within the
// card and images are none.
func (c *Card) LicenceLinks() []Link {
	inside := map[int]bool{}
	for _, s := range c.LicenceSections() {
		for _, l := range s.Links {
			inside[l.Span.Start] = true
		}
	}
	var out []Link
	for _, l := range c.Links() {
		if l.Image || strings.HasPrefix(l.URL, "#") || strings.HasPrefix(l.URL, "mailto:") {
			continue
		}
		if inside[l.Span.Start] || licenceWord().MatchString(l.Text) || licenceWord().MatchString(l.URL) {
			out = append(out, l)
		}
	}
	return out
}
