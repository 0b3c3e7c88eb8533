package huggingface

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
)

// protocol is what the Hub means by its answers.
func protocol() exchange.Protocol {
	quota := func(h http.Header, bucket string) (exchange.Quota, bool) {
		quota, ok := parseRateLimit(h.Get("RateLimit"), bucket)
		quota.Limit = parsePolicy(h.Get("RateLimit-Policy"), bucket)
		return quota, ok
	}
	return exchange.Protocol{Fault: fault, Bucket: bucketOf, Quota: quota, Warning: "X-HF-Warning"}
}

// fault reads status and error code as the Hub means them, nil where it means
// what everybody means.
func fault(q exchange.Request, a *exchange.Answer, message string) error {
	switch a.Header.Get("X-Error-Code") {
	case "GatedRepo":
		return hub.ErrGated
	case "RevisionNotFound":
		return hub.ErrRevision
	case "EntryNotFound":
		return hub.ErrNotFound
	case "RepoNotFound":
		return hub.ErrMissingOrPrivate
	case "DisabledRepo":
		return hub.ErrDisabled
	}
	lower := strings.ToLower(message)
	switch {
	case a.Status == http.StatusUnauthorized:
		// Without a token, a 401 is how the Hub says "missing or private".
		if a.Authorized && (strings.Contains(lower, "credential") || strings.Contains(lower, "token")) {
			return hub.ErrUnauthorized
		}
		return hub.ErrMissingOrPrivate
	case a.Status == http.StatusForbidden && strings.Contains(lower, "disabled"):
		return hub.ErrDisabled
	case q.Op != fetch.OpFile && (a.Status == http.StatusGone || a.Status == http.StatusUnavailableForLegalReasons):
		return hub.ErrDisabled
	default:
		return nil
	}
}

// bucketOf names the quota that a request counts against.
func bucketOf(u *url.URL) string {
	switch {
	case strings.Contains(u.Path, "/resolve/") || strings.Contains(u.Path, "/resolve-cache/"):
		return "resolvers"
	case strings.Contains(u.Path+"/", "/api/"):
		return "api"
	default:
		return "pages"
	}
}

// maxSeconds bounds the numbers of the header: what is longer is no window.
const maxSeconds = 24 * 60 * 60

// parseRateLimit reads a header such as `"api";r=499;t=295` and returns the
// member of a bucket. Several members may stand in it, and one may stand for
// several buckets ("api|pages"); a lone member counts whatever its name is.
func parseRateLimit(header, bucket string) (exchange.Quota, bool) {
	members := strings.Split(header, ",")
	for _, member := range members {
		parts := strings.Split(member, ";")
		name := strings.Trim(strings.TrimSpace(parts[0]), `"`)
		named := false
		for _, n := range strings.Split(name, "|") {
			named = named || strings.EqualFold(strings.TrimSpace(n), bucket)
		}
		if !named && len(members) > 1 {
			continue
		}
		if l, ok := parseMember(parts[1:]); ok {
			return l, true
		}
	}
	return exchange.Quota{}, false
}

func parseMember(params []string) (exchange.Quota, bool) {
	var l exchange.Quota
	var hasR, hasT bool
	for _, p := range params {
		key, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 {
			continue
		}
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "r":
			l.Remaining, hasR = n, true
		case "t":
			l.Reset, hasT = time.Duration(min(n, maxSeconds))*time.Second, true
		}
	}
	return l, hasR && hasT
}

// parsePolicy reads a header such as `"fixed window";"api";q=500;w=300` and
// returns the requests of a whole window; 0 when it says nothing of the bucket.
func parsePolicy(header, bucket string) int {
	members := strings.Split(header, ",")
	for _, member := range members {
		parts := strings.Split(strings.ToLower(member), ";")
		named, quota := len(members) == 1, 0
		for _, p := range parts {
			p = strings.Trim(strings.TrimSpace(p), `"`)
			named = named || slices.Contains(strings.Split(p, "|"), bucket)
			if value, found := strings.CutPrefix(p, "q="); found {
				quota, _ = strconv.Atoi(value)
			}
		}
		if named && quota > 0 {
			return quota
		}
	}
	return 0
}
