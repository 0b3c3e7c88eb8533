package term

// Scope is the part of a release that a licence or a finding is about.
type Scope string

// The scopes. Outputs are only ever named by a clause about outputs.
const (
	Weights Scope = "weights"
	Code    Scope = "code"
	Data    Scope = "data"
	Outputs Scope = "outputs"
)

// Scopes lists every scope in report order.
func Scopes() []Scope { return []Scope{Weights, Code, Data, Outputs} }

// Source says how fineprint came to know a statement.
type Source string

// The sources, strongest first.
const (
	Detected  Source = "detected"  // read in a text
	Declared  Source = "declared"  // stated in metadata
	Inherited Source = "inherited" // imposed by something upstream
	Catalogue Source = "catalogue" // known terms of a licence whose text could not be read here
	Inferred  Source = "inferred"  // concluded, with the reason
)

// CommercialUse answers whether a text allows commercial use.
type CommercialUse string

// The answers, from the freest to the strictest, then the honest one.
const (
	CommercialYes           CommercialUse = "yes"
	CommercialConditions    CommercialUse = "yes-with-conditions"
	CommercialByApplication CommercialUse = "by-application"
	CommercialNo            CommercialUse = "no"
	CommercialUnknown       CommercialUse = "unknown"
)

// Category is the broad class of a licence.
type Category string

// The categories of licences.
const (
	PublicDomain    Category = "public-domain"
	Permissive      Category = "permissive"
	Copyleft        Category = "copyleft"
	ResponsibleAI   Category = "responsible-ai"
	Community       Category = "community"
	ResearchOnly    Category = "research-only"
	SourceAvailable Category = "source-available"
)

// Categories lists every licence category.
func Categories() []Category {
	return []Category{PublicDomain, Permissive, Copyleft, ResponsibleAI, Community, ResearchOnly, SourceAvailable}
}
