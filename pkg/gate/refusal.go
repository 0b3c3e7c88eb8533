package gate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// refusal is an answer of the gate itself.
type refusal struct {
	status  int
	code    string // X-Error-Code, which decides what clients make of it
	message string // one line; the gate's name is put before it
	after   int    // seconds until it is worth asking again; 0 for never
	kept    Decision
}

// gated is the code with which clients print the message that stands beside it.
const gated = "GatedRepo"

// maxMessage bounds a message in bytes: it goes into a header.
const maxMessage = 500

// refused is the refusal of a decided repository.
func (g *Gate) refused(d Decision, base string) refusal {
	why := "is not allowed by"
	switch d.Outcome {
	case policy.Undecided:
		why = "is not decided under"
	case policy.Review:
		why = "needs a review under"
	}
	message := sentence(d, why, "Asking for access at the hub does not help. Report, and how to ask for an exception: "+base)
	return refusal{status: http.StatusForbidden, code: gated, message: message, kept: d}
}

// sentence says what comes of a decision, why, and what next, before the address
// of its page. Of a long reason the end is left out, and nothing else.
func sentence(d Decision, why, next string) string {
	tail := ". " + next + Prefix + "d/" + d.Number()
	return ascii(fmt.Sprintf("%s %s the policy %s: %s", d.Name(), why, d.Policy.Name, d.Reason), maxMessage-len(name)-len(tail)) + tail
}

// name is how the gate names itself before all that it says.
const name = "fineprint: "

// hubError is the body of a refusal as the hub's clients read it.
func hubError(message string) any { return map[string]string{"error": message} }

// refuse answers in place of the hub, so that its clients print why.
func (g *Gate) refuse(w http.ResponseWriter, r *http.Request, f refusal) {
	g.counts.refused.Add(1)
	e := Event{What: Denied, Decision: f.kept, Method: r.Method, Path: ascii(r.URL.EscapedPath(), maxMessage), Error: f.message}
	if f.status >= http.StatusInternalServerError {
		e.What = Failed
	}
	g.tell(r, e)
	message := ascii(name+f.message, maxMessage)
	h := w.Header()
	clear(h)
	if f.code != "" {
		h.Set("X-Error-Code", f.code)
	}
	h.Set("X-Error-Message", message)
	h.Set("Cache-Control", "no-store")
	kind, body := g.worded(r, message)
	if h.Set("Content-Type", kind); strings.HasPrefix(kind, "application/x-git") {
		f.status = http.StatusOK // git tells of an error in its own protocol alone
	}
	h.Set("X-Content-Type-Options", "nosniff")
	if f.after > 0 {
		h.Set("Retry-After", strconv.Itoa(f.after))
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(f.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that hung up is not the gate's trouble
	}
}

// worded is the body of a refusal, as whoever asks shows it.
func (g *Gate) worded(r *http.Request, message string) (kind string, body []byte) {
	kind, form := "application/json; charset=utf-8", g.form(message)
	switch agent := r.UserAgent(); {
	case strings.HasPrefix(agent, "git/") && strings.HasSuffix(r.URL.Path, "/git-upload-pack"):
		return "application/x-git-upload-pack-result", fmt.Appendf(nil, "%04xERR %s\n", len(message)+len("0000ERR \n"), message)
	case strings.HasPrefix(agent, "git/"):
		return "text/plain; charset=utf-8", []byte(message + "\n")
	case strings.HasPrefix(agent, "git-lfs/"):
		kind, form = "application/vnd.git-lfs+json", map[string]string{"message": message}
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false) // people read it in terminals
	_ = enc.Encode(form)     // strings always can be
	return kind, out.Bytes()
}
