package term

// ParamsOf returns the parameters of a clause kind. Kinds without an entry
// have none. The core parameters are those of the clause taxonomy.
func ParamsOf(k Kind) []Param { //nolint:funlen // a table, one line a kind
	var (
		regions = Param{Name: "regions", Type: Strings, Core: true}
		of      = Param{Name: "of", Type: String}
		what    = Param{Name: "what", Type: Strings}
		where   = Param{Name: "where", Type: Strings, Values: Places()}
		text    = Param{Name: "text", Type: String}
		url     = Param{Name: "url", Type: String}
		scope   = Param{Name: "scope", Type: String}
		exempt  = Param{Name: "exempt", Type: String}
		form    = Param{Name: "form", Type: String}
		applies = Param{Name: "applies_to", Type: String}
		result  = Param{Name: "consequence", Type: String, Values: []string{"separate-licence", "no-rights", "paid-licence", "termination"}}
		against = Param{Name: "against", Type: String, Values: []string{"licensor", "anyone"}}
	)
	switch k {
	case UserCap:
		return []Param{core(enum("metric", Metrics()...)), core(integer("threshold")), result, enum("measured", "release-date", "rolling"), applies, exempt, date("date")}
	case RevenueCap:
		return []Param{core(str("currency")), core(integer("amount")), core(enum("period", Periods()...)), result, str("metric"), applies, exempt}
	case AttributionThreshold:
		return []Param{core(integer("threshold")), core(integer("amount")), core(str("currency")), core(enum("period", Periods()...)), enum("metric", Metrics()...), text, where, applies}
	case RegionExclusion:
		return []Param{regions, scope, exempt}
	case GovernmentOrEntityExclusion:
		return []Param{{Name: "who", Type: Strings}}
	case PlatformRestriction:
		return []Param{what}
	case NonCommercial:
		return []Param{core(whole(boolean("research_only"))), boolean("outputs_too"), of, enum("limit", "non-production"), integer("trial_days"), exempt}
	case CommercialRegistration:
		return []Param{core(enum("path", "registration", "separate-licence", "paid-subscription")), {Name: "how", Type: Strings}, url, applies}
	case NoSelling, GrantBack:
		return []Param{of, form}
	case NoHostedService:
		return []Param{of, str("for"), applies, form}
	case NoCompete:
		return []Param{of, applies, result}
	case PurposeLimit:
		return []Param{str("purpose")}
	case FieldOfUse:
		return []Param{{Name: "fields", Type: Strings, Values: append(Fields(), "unspecified")}, enum("by", "licence", "linked-policy"), url}
	case ExportControl:
		return []Param{boolean("sanctions")}
	case NoTrainingOnOutputs:
		return []Param{scope, boolean("also_materials")}
	case OutputsAsDerivatives, NoTrademark, NetworkCopyleft:
		return []Param{form}
	case Disclosure:
		return []Param{core(Param{Name: "what", Type: Strings, Values: []string{"ai-generated", "not-human-claim", "known-dangers"}})}
	case SafetyObligation, RegulatoryClearance:
		return []Param{what}
	case NoSafetyCircumvention:
		return []Param{what, result}
	case Attribution:
		return []Param{text, where, str("trigger")}
	case Naming:
		return []Param{core(str("must_include")), enum("position", "prefix", "anywhere", "retain"), enum("rule", "must-not-use", "must-differ"), str("must_not_include"), applies}
	case NoRedistribution:
		return []Param{of, str("to")}
	case UpstreamLicence:
		return []Param{str("licence"), url}
	case PatentRetaliation:
		return []Param{core(enum("terminates", "patent-licence", "all")), against}
	case LitigationTermination:
		return []Param{enum("ip", "any-ip", "copyright-or-patent", "any-claim"), against}
	case Indemnity:
		return []Param{scope}
	case GoverningLaw:
		return []Param{core(whole(boolean("arbitration"))), str("jurisdiction"), str("venue")}
	case Revocable:
		return []Param{core(enum("basis", "at-will", "stated-revocable", "licensor-regulatory-concern")), str("notice")}
	case UnilateralChange:
		return []Param{core(enum("of", "licence", "policy")), str("notice")}
	case AuditOrReporting:
		return []Param{{Name: "types", Type: Strings, Values: []string{
			"certification", "report-misuse", "identity-verification", "notify-recipients", "report-infringement", "audit",
			"usage-reporting", "report-errors", "report-identifying-data", "notice-of-use",
		}}, boolean("binding")}
	case OutputOwnership:
		return []Param{str("owner")}
	case NoticeRetention, StateChanges, FlowDown, ShareAlike, NoAdditionalTerms, NoDerivatives, ReverseEngineeringBan,
		BenchmarkBan, Confidentiality, DataDeletionOnTermination, NoPatentGrant, LegalCompliance:
		return []Param{of, applies}
	default:
		return nil
	}
}

func core(p Param) Param  { p.Core = true; return p }
func whole(p Param) Param { p.Whole = true; return p }

func str(name string) Param     { return Param{Name: name, Type: String} }
func integer(name string) Param { return Param{Name: name, Type: Int} }
func boolean(name string) Param { return Param{Name: name, Type: Bool} }
func date(name string) Param    { return Param{Name: name, Type: String} }

func enum(name string, values ...string) Param {
	return Param{Name: name, Type: String, Values: values}
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
