package gate

import (
	"context"
	"net/url"
)

// passage is how one request is let through: where to, and what its answer may
// be. It goes along in the context of the request.
type passage struct {
	to     *url.URL
	tokens bool   // the client's token goes along
	commit string // that the answer must be of; empty for any
	base   string // where this client finds the gate
	// decided tells that the repository is allowed at the commit, so that its
	// content may be fetched from wherever the hub keeps it.
	decided bool
	// errorsOnly lets through what the hub refuses, and redirects that lead back
	// to the gate, but no success.
	errorsOnly bool
	// textOnly lets through a text of at most maxText bytes.
	textOnly bool
	// content tells that to is no address of the hub's own routes.
	content bool
	// check, when set, holds what is asked for to the commit that was judged.
	check func(commit string) error
	// manifest, when set, is told the body of a success.
	manifest func([]byte)
	warning  string  // for the hub's own warning header
	refusal  refusal // what to answer where the answer may not pass
}

type passageKey struct{}

func withPassage(ctx context.Context, p *passage) context.Context {
	return context.WithValue(ctx, passageKey{}, p)
}

func passageOf(ctx context.Context) *passage { return ctx.Value(passageKey{}).(*passage) }
