package term

import "sync"

// ParamsOf returns the parameters of a clause kind. Kinds without an entry
// have none. The core parameters are those of the clause taxonomy.
func ParamsOf(k Kind) []Param { return schema()[k] }

// schema is the table of all kinds, made once.
var schema = sync.OnceValue(func() map[Kind][]Param {
	out := map[Kind][]Param{}
	for _, part := range []map[Kind][]Param{scaleParams(), useParams(), sharingParams(), rightsParams()} {
		for k, params := range part {
			out[k] = params
		}
	}
	return out
})

// scaleParams are the parameters of clauses about who and how many.
func scaleParams() map[Kind][]Param {
	return map[Kind][]Param{
		UserCap: {core(enum("metric", Metrics()...)), core(integer("threshold")), consequence(),
			enum("measured", "release-date", "rolling"), str("applies_to"), str("exempt"), str("date"),
			boundary(), join(), boolean("affiliates"), boolean("may_refuse"), window()},
		RevenueCap: {core(str("currency")), core(integer("amount")), core(enum("period", Periods()...)), consequence(),
			str("metric"), str("applies_to"), str("exempt"), boundary(), join(), boolean("affiliates"), boolean("may_refuse"), window()},
		AttributionThreshold: {core(integer("threshold")), core(integer("amount")), core(str("currency")),
			core(enum("period", Periods()...)), enum("metric", Metrics()...), str("text"), where(), str("applies_to"),
			boundary(), join(), boolean("affiliates"), str("exempt"), window()},
		RegionExclusion:             {core(list("regions")), str("scope"), str("exempt")},
		GovernmentOrEntityExclusion: {list("who")},
		PlatformRestriction:         {list("what")},
	}
}

// useParams are the parameters of clauses about what it is used for.
func useParams() map[Kind][]Param {
	return map[Kind][]Param{
		NonCommercial: {core(whole(boolean("research_only"))), boolean("outputs_too"), part(str("of")), enum("limit", "non-production"),
			integer("trial_days"), str("exempt")},
		CommercialRegistration: {core(enum("path", "registration", "separate-licence", "paid-subscription")), list("how"),
			str("url"), str("applies_to")},
		NoSelling:             {str("of"), str("form")},
		NoHostedService:       {str("of"), part(str("for")), str("applies_to"), str("form")},
		NoCompete:             {str("of"), str("applies_to"), consequence()},
		PurposeLimit:          {str("purpose")},
		FieldOfUse:            {list("fields", append(Fields(), "unspecified")...), enum("by", "licence", "linked-policy"), str("url")},
		LegalCompliance:       {str("of"), str("applies_to")},
		ExportControl:         {boolean("sanctions")},
		NoTrainingOnOutputs:   {str("scope"), boolean("also_materials")},
		OutputsAsDerivatives:  {str("form")},
		Disclosure:            {core(list("what", "ai-generated", "not-human-claim", "known-dangers"))},
		SafetyObligation:      {list("what")},
		RegulatoryClearance:   {list("what")},
		NoSafetyCircumvention: {list("what"), consequence()},
		ReverseEngineeringBan: {str("of"), str("applies_to")},
		BenchmarkBan:          {str("of"), str("applies_to")},
		Confidentiality:       {str("of"), str("applies_to")},
	}
}

// sharingParams are the parameters of clauses about passing it on.
func sharingParams() map[Kind][]Param {
	return map[Kind][]Param{
		PublicationDuty:     {str("of"), where()},
		NoMisrepresentation: {str("of")},
		NoticeRetention:     {str("of"), str("applies_to")},
		Attribution:         {str("text"), where(), str("trigger")},
		Naming: {core(str("must_include")), enum("position", "prefix", "anywhere", "retain"),
			enum("rule", "must-not-use", "must-differ"), str("must_not_include"), str("applies_to")},
		StateChanges:      {str("of"), str("applies_to")},
		FlowDown:          {str("of"), str("applies_to")},
		ShareAlike:        {str("of"), str("applies_to")},
		NetworkCopyleft:   {str("form")},
		NoAdditionalTerms: {str("of"), str("applies_to")},
		NoRedistribution:  {str("of"), part(str("to"))},
		NoDerivatives:     {str("of"), str("applies_to")},
		UpstreamLicence:   {str("licence"), str("url")},
	}
}

// rightsParams are the parameters of clauses about whose rights end, and how.
func rightsParams() map[Kind][]Param {
	return map[Kind][]Param{
		ChangeDate:                {str("licence"), str("date"), integer("after_years")},
		Fee:                       {integer("amount"), str("currency"), enum("period", Periods()...), integer("share"), str("on")},
		InputUse:                  {str("for")},
		PatentRetaliation:         {core(enum("terminates", "patent-licence", "all")), against()},
		LitigationTermination:     {enum("ip", "any-ip", "copyright-or-patent", "any-claim"), against()},
		NoPatentGrant:             {str("of"), str("applies_to")},
		NoTrademark:               {str("form")},
		GrantBack:                 {str("of"), str("form")},
		Indemnity:                 {str("scope")},
		GoverningLaw:              {core(whole(boolean("arbitration"))), str("jurisdiction"), str("venue")},
		Revocable:                 {core(enum("basis", "at-will", "stated-revocable", "licensor-regulatory-concern")), str("notice")},
		UnilateralChange:          {core(enum("of", "licence", "policy")), str("notice")},
		DataDeletionOnTermination: {str("of"), str("applies_to")},
		AuditOrReporting: {list("types", "certification", "report-misuse", "identity-verification", "notify-recipients",
			"report-infringement", "audit", "usage-reporting", "report-errors", "report-identifying-data", "notice-of-use"), boolean("binding")},
		OutputOwnership: {str("owner")},
	}
}

func core(p Param) Param  { p.Core = true; return p }
func whole(p Param) Param { p.Whole = true; return p }
func part(p Param) Param  { p.Part = true; return p }

func str(name string) Param     { return Param{Name: name, Type: String} }
func integer(name string) Param { return Param{Name: name, Type: Int} }
func boolean(name string) Param { return Param{Name: name, Type: Bool} }

func enum(name string, values ...string) Param {
	return Param{Name: name, Type: String, Values: values}
}

func list(name string, values ...string) Param {
	return Param{Name: name, Type: Strings, Values: values}
}

func where() Param   { return list("where", Places()...) }
func against() Param { return enum("against", "licensor", "anyone") }

func consequence() Param {
	return enum("consequence", "separate-licence", "no-rights", "paid-licence", "termination")
}

// Metrics lists what a user cap may count.
func Metrics() []string {
	return []string{"monthly-active-users", "daily-active-users", "monthly-unique-users", "monthly-visits", "devices", "employees", "users"}
}

// Periods lists the spans of time over which money is counted.
func Periods() []string { return []string{"year", "month", "total"} }

// Fields lists the fields of use that a licence may bar.
func Fields() []string {
	return []string{
		"illegal", "violence", "self-harm", "minors", "human-trafficking", "sexual-content", "harassment", "defamation",
		"hate", "discrimination", "exploitation-of-vulnerabilities", "employment", "credit-housing", "insurance",
		"unlicensed-professional-practice", "medical", "legal-advice", "financial-advice", "drug-development",
		"personal-data", "surveillance", "biometric", "law-enforcement", "immigration", "automated-decisions",
		"high-risk", "critical-infrastructure", "autonomous-driving", "military", "weapons", "nuclear", "espionage",
		"national-security", "drugs", "malware-cyber", "fraud-deception", "impersonation", "deepfakes",
		"disinformation", "elections", "spam", "inappropriate-content", "ip-infringement", "human-rights", "evil",
	}
}

// Places lists where an attribution may have to be shown.
func Places() []string {
	return []string{
		"website", "user-interface", "blogpost", "about-page", "documentation", "publications", "model-card",
		"repository", "distribution-notice", "produced-work", "public-statements", "materials",
		"any-reasonable-manner", "unspecified",
	}
}

// boundary says whether a limit begins above its figure ("more than") or with
// it ("at least").
func boundary() Param { return enum("boundary", "over", "from") }

// join says how two figures of one clause stand together.
func join() Param { return enum("join", "and", "or") }

// window says over which time a figure is counted: that of one month or year,
// of twelve months whenever they end, or at any moment.
func window() Param { return enum("window", Windows()...) }

// Windows lists the times over which a figure may be counted.
func Windows() []string {
	return []string{
		"any-time", "any-month", "preceding-month", "trailing-months", "any-year", "preceding-year", "fiscal-year", "trailing-year",
	}
}
