package gate

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Key names what a decision is about: one repository at one commit, as seen by
// whom. Owner is empty for what everybody sees, and else stands for a token.
type Key struct {
	Kind   ref.Kind `json:"kind"`
	ID     string   `json:"id"`
	Commit string   `json:"commit"`
	Owner  string   `json:"owner"` // a keyed digest, never the token
}

// Decision is what was found out about a repository at a commit. What the gate
// does about it is settled when it is asked: flags may change between runs.
type Decision struct {
	Key
	At      time.Time      `json:"at"`
	Until   time.Time      `json:"until"` // from then on it is decided anew
	Outcome policy.Outcome `json:"outcome"`
	Reason  string         `json:"reason"` // why it is no pass, in one line of ASCII; empty for a pass
	Policy  audit.Profile  `json:"policy"`
	Rules   string         `json:"rules"`   // digest of the rules
	Reading string         `json:"reading"` // digest of how it was read, as Engine has it
	Lineage []string       `json:"lineage"` // "id@commit" of what it was made from
	// Findings are the ids of the findings that weigh, Problems the codes of what
	// could not be read.
	Findings []string `json:"findings"`
	Problems []string `json:"problems"`
	// Restricted tells that not everybody sees the repository, so that the
	// decision holds for its Owner alone. Unseen tells that the gate did not see
	// it either. Private keeps the name off the page.
	Restricted bool `json:"restricted"`
	Unseen     bool `json:"unseen"`
	Private    bool `json:"private"`
	// Passing tells that what could not be read may be had in a moment. Such a
	// decision is never kept.
	Passing bool `json:"-"`
}

// Number names a decision's report. It follows from the key alone.
func (k Key) Number() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{string(k.Kind), k.ID, k.Commit, k.Owner}, "\x00")))
	return hex.EncodeToString(sum[:numberDigits/2])
}

const numberDigits = 20

// IsNumber reports whether a decision may have that number.
func IsNumber(s string) bool { return ref.IsHex(s, numberDigits) }

// Name is how a user writes what is decided on: "datasets/org/name".
func (k Key) Name() string {
	if k.Kind == ref.Model {
		return k.ID
	}
	return string(k.Kind) + "s/" + k.ID
}

// Listed reports whether a page may name what was decided on.
func (d Decision) Listed() bool { return !d.Private && !d.Unseen }

// holds reports whether a decision can be given as an answer now.
func (d Decision) holds(e *Engine, now time.Time) bool {
	return d.Policy.SHA256 == e.Profile.SHA256 && d.Policy.Name == e.Profile.Name && d.Rules == e.Rules && d.Reading == e.Reading &&
		now.Before(d.Until)
}

// Times that decisions hold.
const (
	// recheck is how long a decision holds while nobody looks upstream: parents
	// may change their terms.
	recheck = 24 * time.Hour
	// recheckUndecided is how long it holds that something could not be read.
	recheckUndecided = 10 * time.Minute
)

// decisionOf reads a decision off a report with its sentences made.
func decisionOf(k Key, r *audit.Report, now time.Time) Decision {
	t := r.Reports[0]
	d := Decision{Key: k, At: now.UTC(), Until: now.Add(recheck).UTC(), Outcome: t.Verdict.Outcome, Policy: r.Profile, Rules: r.Tool.Rules,
		Lineage: []string{}, Findings: []string{}, Problems: []string{}, Private: t.Target.Private}
	for _, n := range t.Lineage.Nodes {
		id, _, _ := strings.Cut(n.ID, "@")
		d.Lineage = append(d.Lineage, id+"@"+n.Commit)
	}
	for _, reason := range t.Verdict.Reasons {
		if reason.Finding != "" && !slices.Contains(d.Findings, reason.Finding) {
			d.Findings = append(d.Findings, reason.Finding)
		}
	}
	for _, p := range t.Problems {
		if !slices.Contains(d.Problems, p.Code) {
			d.Problems = append(d.Problems, p.Code)
		}
	}
	for _, e := range t.Verdict.Exceptions {
		if last, err := time.Parse(time.DateOnly, e.Expires); err == nil && e.Holds() && last.AddDate(0, 0, 1).Before(d.Until) {
			d.Until = last.AddDate(0, 0, 1)
		}
	}
	d.Unseen = !strings.EqualFold(t.Target.Commit, k.Commit)
	d.Restricted = t.Target.Gated != "" || t.Target.Private || d.Unseen
	d.Passing = d.Outcome == policy.Undecided && slices.ContainsFunc(t.Problems, audit.Passing)
	if d.Outcome == policy.Pass && d.Unseen { // what was read is not what was asked for
		d.Outcome = policy.Undecided
	}
	if d.Outcome == policy.Undecided {
		d.Until = now.Add(recheckUndecided).UTC()
	}
	if d.Outcome != policy.Pass {
		d.Reason = reasonOf(t)
	}
	return d
}
