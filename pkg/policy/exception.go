package policy

import (
	"fmt"
	"path"
	"slices"
	"time"
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
	held   bool
	lapsed string // why it no longer holds
}

func newGrants(p Policy, target string) grants {
	g := grants{today: p.Today}
	if p.Profile == nil {
		return g
	}
	for _, e := range p.Profile.Exceptions {
		if ok, _ := path.Match(e.Target, target); ok {
			g.granted = append(g.granted, grantState{Grant: e, lapsed: g.expiry(e)})
		}
	}
	return g
}

// expiry says why a grant is past its time; "" when it is not.
func (g grants) expiry(e Grant) string {
	switch {
	case g.today.IsZero():
		return "the day of judgement is not known"
	case g.today.Truncate(24 * time.Hour).After(e.Expires.Time):
		return "it expired on " + e.Expires.String()
	default:
		return ""
	}
}

// excuse reports whether a grant holds for something that goes by one of
// names and stands in the texts with the digests.
func (g grants) excuse(digests []string, names ...string) bool {
	excused := false
	for i := range g.granted {
		e := &g.granted[i]
		if !slices.Contains(names, e.Finding) {
			continue
		}
		if e.lapsed == "" {
			e.lapsed = e.otherText(digests)
		}
		e.held = true
		excused = excused || e.lapsed == ""
	}
	return excused
}

// otherText says why a grant does not cover the texts; "" when it does.
func (e Grant) otherText(digests []string) string {
	digests = slices.Compact(slices.Sorted(slices.Values(digests)))
	if len(digests) == 0 || digests[0] == "" {
		return fmt.Sprintf("it was granted for the text with SHA-256 %s, and no text was read here", short(e.SHA256))
	}
	for _, d := range digests {
		if d != e.SHA256 {
			return fmt.Sprintf("it was granted for the text with SHA-256 %s, and the text is now another one (%s)", short(e.SHA256), short(d))
		}
	}
	return ""
}

func short(digest string) string { return digest[:min(len(digest), 12)] }

// list returns every exception for the target, lapsed ones with the reason.
func (g grants) list() []Exception {
	var out []Exception
	for _, e := range g.granted {
		if !e.held && e.lapsed == "" {
			e.lapsed = "there is no " + e.Finding + " here any more"
		}
		out = append(out, Exception{
			Owner: e.Owner, Reason: e.Reason, Expires: e.Expires.String(), Target: e.Target, Finding: e.Finding, SHA256: e.SHA256, Lapsed: e.lapsed,
		})
	}
	return out
}
