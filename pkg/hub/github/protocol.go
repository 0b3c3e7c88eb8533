package github

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
)

// Bounds of one question.
const (
	apiVersion   = "2022-11-28"
	maxHops      = 4 // redirects: renamed repositories
	furtherTries = 2
	maxWait      = 20 * time.Second // an hour's quota is too long to wait for
	defaultPause = time.Minute      // where a limit does not say how long it holds
)

// protocol is what GitHub means by its answers. A quota counts for everything
// that is asked.
func protocol(now func() time.Time) exchange.Protocol {
	return exchange.Protocol{
		Fault:  fault,
		Bucket: func(*url.URL) string { return "" },
		Quota:  func(h http.Header, _ string) (exchange.Quota, bool) { return quota(h, now()) },
	}
}

// fault reads a status as GitHub means it, nil where it means what everybody
// means.
func fault(_ exchange.Request, a *exchange.Answer, _ string) error {
	switch {
	case a.Status == http.StatusForbidden && isLimited(a.Header):
		return hub.ErrRateLimited
	case a.Status == http.StatusNotFound:
		return hub.ErrMissingOrPrivate
	case a.Status == http.StatusUnavailableForLegalReasons:
		return hub.ErrDisabled
	default:
		return nil
	}
}

func isLimited(h http.Header) bool {
	return h.Get("Retry-After") != "" || h.Get("X-RateLimit-Remaining") == "0"
}

// quota reads how many requests are left, and for how long. One that is used
// up without saying for how long, or that asks to come back later, holds
// everything up.
func quota(h http.Header, now time.Time) (exchange.Quota, bool) {
	if seconds, err := strconv.Atoi(h.Get("Retry-After")); err == nil && seconds > 0 {
		return exchange.Quota{Reset: time.Duration(min(seconds, 24*60*60)) * time.Second}, true
	}
	left, err := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	if err != nil || left < 0 {
		return exchange.Quota{}, false
	}
	q := exchange.Quota{Remaining: left, Reset: defaultPause}
	if at, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64); err == nil {
		q.Reset = max(time.Unix(at, 0).Sub(now), 0)
	}
	return q, true
}
