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
	expired string // why it is past its time
	met     bool   // something goes by its name
	other   string // why it does not cover the text that was met
	used    bool   // it covers a text that was met
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
		if e.expired != "" {
			continue
		}
		if why := e.otherText(digests); why != "" {
			e.other = why
			continue
		}
		e.used, covered[e.SHA256] = true, true
	}
	return len(digests) > 0 && !slices.ContainsFunc(digests, func(d string) bool { return !covered[d] })
}

// otherText says why a grant covers none of the texts; "" when it covers one.
func (e Grant) otherText(digests []string) string {
	switch {
	case len(digests) == 0:
		return fmt.Sprintf("it was granted for the text with SHA-256 %s, and no text was read here", short(e.SHA256))
	case !slices.Contains(digests, e.SHA256):
		const why = "it was granted for the text with SHA-256 %s, and the text is now another one (%s)"
		return fmt.Sprintf(why, short(e.SHA256), short(digests[0]))
	default:
		return ""
	}
}

func short(digest string) string { return digest[:min(len(digest), 12)] }

// list returns every exception for the target, lapsed ones with the reason.
func (g grants) list() []Exception {
	var out []Exception
	for _, e := range g.granted {
		lapsed := e.expired
		switch {
		case lapsed != "" || e.used:
		case e.met:
			lapsed = e.other
		default:
			lapsed = "there is no " + e.Finding + " here any more"
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
			out = append(out, Exception{Target: j.Target, Finding: name, SHA256: d})
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
			out = append(out, e.exception("no target here is "+e.Target))
		}
	}
	return out
}

func (e Grant) exception(lapsed string) Exception {
	return Exception{
		Owner: e.Owner, Reason: e.Reason, Expires: e.Expires.String(), Target: e.Target, Finding: e.Finding, SHA256: e.SHA256, Lapsed: lapsed,
	}
}
