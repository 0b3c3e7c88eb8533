package policy

import (
	"path"
	"slices"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/finding"
)

// Grant is an exception that somebody granted: for one finding, in one text,
// on some targets, until a day. It lapses when any of these no longer holds.
type Grant struct {
	Owner   string `yaml:"owner"`
	Reason  string `yaml:"reason"`
	Expires Date   `yaml:"expires"` // the last day
	Target  string `yaml:"target"`  // "org/name"; * stands for any letters but /
	// Finding is the kind or the id of a finding, or the id of a licence.
	Finding string `yaml:"finding"`
	// SHA256 is the digest of the text that the finding stands in.
	SHA256 string `yaml:"licence_sha256"`
}

// grants are the exceptions for one target, and what became of them.
type grants struct {
	granted []grantState
	today   time.Time
}

type grantState struct {
	Grant
	expired []finding.Remark // why it is past its time
	met     bool             // something goes by its name
	other   []finding.Remark // why it does not cover the text that was met
	used    bool             // it covers a text that was met
}

func newGrants(p Policy, target string) grants {
	g := grants{today: p.Today}
	if p.Profile == nil {
		return g
	}
	for _, e := range p.Profile.Exceptions {
		if ok, _ := path.Match(e.Target, target); ok {
			g.granted = append(g.granted, grantState{Grant: e, expired: g.expiry(e)})
		}
	}
	return g
}

// expiry says why a grant is past its time; nil when it is not.
func (g grants) expiry(e Grant) []finding.Remark {
	switch {
	case g.today.IsZero():
		return since("exception-day-unknown")
	case g.today.Truncate(24 * time.Hour).After(e.Expires.Time):
		return since("exception-expired", "day", e.Expires.String())
	default:
		return nil
	}
}

// since is one reason why an exception does not hold.
func since(code string, pairs ...any) []finding.Remark {
	return []finding.Remark{finding.Say(code, pairs...)}
}

// excuse reports whether grants hold for something that goes by one of names
// and rests on the texts with the digests: each of them needs one.
func (g grants) excuse(digests []string, names ...string) bool {
	digests = slices.Compact(slices.Sorted(slices.Values(digests)))
	digests = slices.DeleteFunc(digests, func(d string) bool { return d == "" })
	covered := map[string]bool{}
	for i := range g.granted {
		e := &g.granted[i]
		if !slices.Contains(names, e.Finding) {
			continue
		}
		e.met = true
		if e.expired != nil {
			continue
		}
		if why := e.otherText(digests); why != nil {
			e.other = why
			continue
		}
		e.used, covered[e.SHA256] = true, true
	}
	return len(digests) > 0 && !slices.ContainsFunc(digests, func(d string) bool { return !covered[d] })
}

// otherText says why a grant covers none of the texts; nil when it covers one.
func (e Grant) otherText(digests []string) []finding.Remark {
	switch {
	case len(digests) == 0:
		return since("exception-no-text", "granted", short(e.SHA256))
	case !slices.Contains(digests, e.SHA256):
		return since("exception-other-text", "granted", short(e.SHA256), "read", short(digests[0]))
	default:
		return nil
	}
}

func short(digest string) string { return digest[:min(len(digest), 12)] }

// list returns every exception for the target, lapsed ones with the reason.
func (g grants) list() []Exception {
	var out []Exception
	for _, e := range g.granted {
		lapsed := e.expired
		switch {
		case lapsed != nil || e.used:
		case e.met:
			lapsed = e.other
		default:
			lapsed = since("exception-not-met", "finding", e.Finding)
		}
		out = append(out, e.exception(lapsed))
	}
	return out
}

// snippets are exceptions as a profile would grant them, one for each text
// that something rests on; empty where no text was read.
func (j *judge) snippets(name string, digests []string) []Exception {
	out := []Exception{}
	for _, d := range slices.Compact(slices.Sorted(slices.Values(digests))) {
		if d != "" {
			out = append(out, Exception{Target: j.Target, Finding: name, SHA256: d, Because: []finding.Remark{}})
		}
	}
	return out
}

// Unmatched lists the exceptions of a profile that no target matches.
func (p Policy) Unmatched(targets []string) []Exception {
	out := []Exception{}
	if p.Profile == nil {
		return out
	}
	for _, e := range p.Profile.Exceptions {
		matches := func(target string) bool { ok, _ := path.Match(e.Target, target); return ok }
		if !slices.ContainsFunc(targets, matches) {
			out = append(out, e.exception(since("exception-no-target", "target", e.Target)))
		}
	}
	return out
}

func (e Grant) exception(because []finding.Remark) Exception {
	if because == nil {
		because = []finding.Remark{}
	}
	return Exception{
		Owner: e.Owner, Reason: e.Reason, Expires: e.Expires.String(), Target: e.Target, Finding: e.Finding, SHA256: e.SHA256, Because: because,
	}
}
