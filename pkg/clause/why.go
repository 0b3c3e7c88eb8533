package clause

// Why says why a sentence is open, as data: package render makes the sentence.
type Why struct {
	Code   WhyCode
	Topics []string // titles of what nothing explains
	Script string   // the language of words that are not read
}

// WhyCode is one of the reasons why a sentence is open, the code of the sentence
// that says so.
type WhyCode string

// The reasons.
const (
	SpeaksOf    WhyCode = "open-speaks-of"   // it speaks of Topics
	SpeaksAlso  WhyCode = "open-also"        // clauses were found in it, and it speaks of Topics beside
	Unexplained WhyCode = "open-unexplained" // no rule explains it
	BindsMore   WhyCode = "open-binds-more"  // no rule explains all of what it asks or bars
	OtherGrant  WhyCode = "open-other-grant" // a known licence words this grant otherwise
	StruckOut   WhyCode = "open-struck-out"  // words of it are struck out
	OtherScript WhyCode = "open-script"      // words of it are in Script
	NotRead     WhyCode = "open-not-read"    // words that are set in a way that is not read
)
