package term

import "slices"

// Kind names one kind of statement: a clause that a text makes (a clause
// kind), or something that fineprint observed about a target (a finding kind).
type Kind string

// Clause kinds: limits on who or how big.
const (
	UserCap                     Kind = "user-cap"
	RevenueCap                  Kind = "revenue-cap"
	AttributionThreshold        Kind = "attribution-threshold"
	RegionExclusion             Kind = "region-exclusion"
	GovernmentOrEntityExclusion Kind = "government-or-entity-exclusion"
	PlatformRestriction         Kind = "platform-restriction"
)

// Clause kinds: commerce.
const (
	NonCommercial          Kind = "non-commercial"
	CommercialRegistration Kind = "commercial-registration"
	NoSelling              Kind = "no-selling"
	NoHostedService        Kind = "no-hosted-service"
	NoCompete              Kind = "no-compete"
	PurposeLimit           Kind = "purpose-limit"
)

// Clause kinds: use.
const (
	FieldOfUse            Kind = "field-of-use"
	LegalCompliance       Kind = "legal-compliance"
	ExportControl         Kind = "export-control"
	NoTrainingOnOutputs   Kind = "no-training-on-outputs"
	OutputsAsDerivatives  Kind = "outputs-as-derivatives"
	Disclosure            Kind = "disclosure"
	SafetyObligation      Kind = "safety-obligation"
	NoSafetyCircumvention Kind = "no-safety-circumvention"
	RegulatoryClearance   Kind = "regulatory-clearance"
	ReverseEngineeringBan Kind = "reverse-engineering-ban"
	BenchmarkBan          Kind = "benchmark-ban"
	Confidentiality       Kind = "confidentiality"
	NoDisparagement       Kind = "no-disparagement"
	NoChallenge           Kind = "no-challenge"
)

// Clause kinds: passing it on.
const (
	NoticeRetention     Kind = "notice-retention"
	Attribution         Kind = "attribution"
	Naming              Kind = "naming"
	StateChanges        Kind = "state-changes"
	FlowDown            Kind = "flow-down"
	ShareAlike          Kind = "share-alike"
	NetworkCopyleft     Kind = "network-copyleft"
	NoAdditionalTerms   Kind = "no-additional-terms"
	NoRedistribution    Kind = "no-redistribution"
	NoDerivatives       Kind = "no-derivatives"
	NoCopyleftMixing    Kind = "no-copyleft-mixing"
	UpstreamLicence     Kind = "upstream-licence"
	ChangeDate          Kind = "change-date"
	PublicationDuty     Kind = "publication-duty"
	NoMisrepresentation Kind = "no-misrepresentation"
)

// Clause kinds: rights and remedies.
const (
	PatentRetaliation         Kind = "patent-retaliation"
	LitigationTermination     Kind = "litigation-termination"
	NoPatentGrant             Kind = "no-patent-grant"
	NoTrademark               Kind = "no-trademark"
	Indemnity                 Kind = "indemnity"
	GoverningLaw              Kind = "governing-law"
	Revocable                 Kind = "revocable"
	UnilateralChange          Kind = "unilateral-change"
	MustUpdate                Kind = "must-update"
	RemoteRestriction         Kind = "remote-restriction"
	DataDeletionOnTermination Kind = "data-deletion-on-termination"
	AuditOrReporting          Kind = "audit-or-reporting"
	GrantBack                 Kind = "grant-back"
	FeedbackLicence           Kind = "feedback-licence"
	OutputOwnership           Kind = "output-ownership"
	InputUse                  Kind = "input-use"
	Fee                       Kind = "fee"
)

// Finding kinds: what fineprint observed about a target beside its clauses.
const (
	Gated                   Kind = "gated"
	GatedPermissive         Kind = "gated-permissive"
	GatePersonalData        Kind = "gate-personal-data"
	LicenceUndeclared       Kind = "licence-undeclared"
	LicenceTextMissing      Kind = "licence-text-missing"
	LicenceContradiction    Kind = "licence-contradiction"
	LicenceModified         Kind = "licence-modified"
	LicenceUnknown          Kind = "licence-unknown"
	LicenceDrift            Kind = "licence-drift"
	LanguageVersionsDiffer  Kind = "language-versions-differ" // one limit, two figures
	ParentUndeclared        Kind = "parent-undeclared"        // made from a model that it does not name
	Openwashing             Kind = "openwashing"
	NoWeights               Kind = "no-weights"
	TrainingCodeMissing     Kind = "training-code-missing"
	TrainingDataUndisclosed Kind = "training-data-undisclosed"
	DatasetsFieldMissing    Kind = "datasets-field-missing"
	DataLicenceUnknown      Kind = "data-licence-unknown"
	DataAvailabilityUnknown Kind = "data-availability-unknown"
	ThirdPartyOutputTerms   Kind = "third-party-output-terms"
	CustomCode              Kind = "custom-code"
	UnsafeFile              Kind = "unsafe-file"
	Renamed                 Kind = "renamed"
	PolicyUnbound           Kind = "policy-unbound"
	LimitNotUnderstood      Kind = "limit-not-understood"     // of a text in force: it limits, asks or conditions
	StatementNotUnderstood  Kind = "statement-not-understood" // of a card, about terms
	DocumentUnread          Kind = "document-unread"          // it may hold terms
	UnresolvedReference     Kind = "unresolved-reference"     // a place that loads something and does not fix what
	TwinDiffers             Kind = "twin-differs"             // the same model elsewhere is under other terms
	ComponentFound          Kind = "component-found"          // of a release, such as its training code
)

// ClauseKinds lists every clause kind, in the order of the taxonomy.
func ClauseKinds() []Kind { return slices.Clone(clauseKinds) }

var clauseKinds = []Kind{
	UserCap, RevenueCap, AttributionThreshold, RegionExclusion, GovernmentOrEntityExclusion, PlatformRestriction,
	NonCommercial, CommercialRegistration, NoSelling, NoHostedService, NoCompete, PurposeLimit,
	FieldOfUse, LegalCompliance, ExportControl, NoTrainingOnOutputs, OutputsAsDerivatives, Disclosure,
	SafetyObligation, NoSafetyCircumvention, RegulatoryClearance, ReverseEngineeringBan, BenchmarkBan,
	Confidentiality, NoDisparagement, NoChallenge,
	NoticeRetention, Attribution, Naming, StateChanges, FlowDown, ShareAlike, NetworkCopyleft, NoAdditionalTerms,
	NoRedistribution, NoDerivatives, NoCopyleftMixing, UpstreamLicence,
	ChangeDate, PublicationDuty, NoMisrepresentation,
	PatentRetaliation, LitigationTermination, NoPatentGrant, NoTrademark, Indemnity, GoverningLaw, Revocable,
	UnilateralChange, MustUpdate, RemoteRestriction, DataDeletionOnTermination, AuditOrReporting, GrantBack,
	FeedbackLicence, OutputOwnership, InputUse, Fee,
}

// FindingKinds lists every finding kind that is not a clause kind.
func FindingKinds() []Kind {
	return []Kind{
		Gated, GatedPermissive, GatePersonalData, LicenceUndeclared, LicenceTextMissing, LicenceContradiction,
		LicenceModified, LicenceUnknown, LicenceDrift, ParentUndeclared, Openwashing, NoWeights, TrainingCodeMissing,
		TrainingDataUndisclosed, DatasetsFieldMissing, DataLicenceUnknown, DataAvailabilityUnknown,
		ThirdPartyOutputTerms, CustomCode, UnsafeFile, Renamed, PolicyUnbound, ComponentFound, LimitNotUnderstood,
		StatementNotUnderstood, DocumentUnread, LanguageVersionsDiffer, UnresolvedReference,
		TwinDiffers,
	}
}

// IsClause reports whether k is a clause kind.
func (k Kind) IsClause() bool { return slices.Contains(clauseKinds, k) }

// Valid reports whether k is a clause kind or a finding kind.
func (k Kind) Valid() bool { return k.IsClause() || slices.Contains(FindingKinds(), k) }
