package gate

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// git answers a request of git: it may have the head of the default branch, where
// that is allowed, and nothing else.
func (g *Gate) git(w http.ResponseWriter, r *http.Request, asked Asked, p *passage) {
	if !g.cfg.Git {
		g.refuse(w, r, refusal{status: http.StatusForbidden, code: gated,
			message: "git is not let through: it asks for any commit. Use a client of the hub: hf download " + download(asked.Ref)})
		return
	}
	var err error
	switch last := asked.parts[len(asked.parts)-1]; last {
	case "refs":
		if r.URL.RawQuery != "service=git-upload-pack" {
			err = errGit
		}
	case "git-upload-pack":
		err = wants(r, p)
	default:
		err = g.batch(r, asked.Ref, p)
	}
	if err != nil {
		g.refuse(w, r, refusal{status: http.StatusForbidden, code: gated, message: err.Error()})
		return
	}
	g.judge(w, r, asked, p)
}

// download is what to write behind "hf download".
func download(r ref.Ref) string {
	if r.Kind == ref.Model {
		return r.ID()
	}
	return r.ID() + " --repo-type " + string(r.Kind)
}

var (
	errGit   = errors.New("of git, only reading the head of the default branch is let through")
	errWants = errors.New("the head of the default branch is judged, and git asks for another commit: " +
		"clone with --single-branch --no-tags, and with nothing left out")
	errBatch = errors.New("the head of the default branch is judged, and git-lfs asks for a file that is not in it")
)

// wants holds a request for objects to the commit that is judged.
func wants(r *http.Request, p *passage) error {
	lines, err := gitLines(r)
	if err != nil {
		return err
	}
	wanted, err := gitWants(lines)
	if err != nil {
		return err
	}
	p.check = func(commit string) error {
		if slices.ContainsFunc(wanted, func(s string) bool { return s != commit }) {
			return errWants
		}
		return nil
	}
	return nil
}

// gitLines reads the lines of a request of git, and leaves its body to be read
// again.
func gitLines(r *http.Request) ([]string, error) {
	body, err := again(r)
	if err != nil {
		return nil, err
	}
	if r.Header.Get("Content-Encoding") == "gzip" {
		unzipped, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, errGit
		}
		if body, err = io.ReadAll(io.LimitReader(unzipped, maxBody+1)); err != nil || len(body) > maxBody {
			return nil, errGit
		}
	}
	var lines []string
	for len(body) > 0 {
		if len(body) < 4 {
			return nil, errGit
		}
		n, err := strconv.ParseUint(string(body[:4]), 16, 16)
		if err != nil || int(n) > len(body) || n == 3 {
			return nil, errGit
		}
		if n < 4 { // the end of a part
			body = body[4:]
			continue
		}
		lines = append(lines, strings.TrimSuffix(string(body[4:n]), "\n"))
		body = body[n:]
	}
	return lines, nil
}

// again reads the body of a request and puts it back.
func again(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil || len(body) > maxBody {
		return nil, errGit
	}
	put(r, body)
	return body, nil
}

// put makes a text the body of a request.
func put(r *http.Request, body []byte) {
	r.Body, r.ContentLength, r.TransferEncoding = io.NopCloser(bytes.NewReader(body)), int64(len(body)), nil
}

// gitWants lists what lines of git ask for. A line that it does not know may ask
// for anything, and so may one that another reader could take for two.
func gitWants(lines []string) ([]string, error) {
	var wanted []string
	for _, line := range lines {
		if strings.ContainsFunc(line, unicode.IsControl) {
			return nil, errGit
		}
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "want":
			id, _, _ := strings.Cut(rest, " ")
			wanted = append(wanted, id)
		case "have", "done", "shallow", "deepen", "deepen-since", "deepen-relative", "thin-pack", "no-progress", "include-tag", "ofs-delta",
			"peel", "symrefs", "unborn", "ref-prefix", "wait-for-done":
		case "command=ls-refs", "command=fetch":
		default:
			if !strings.HasPrefix(line, "agent=") && !strings.HasPrefix(line, "object-format=") && !strings.HasPrefix(line, "session-id=") {
				return nil, errGit
			}
		}
	}
	return wanted, nil
}

// lfsBatch is what git-lfs asks for, as far as it may.
type lfsBatch struct {
	Operation string      `json:"operation"`
	Transfers []string    `json:"transfers,omitempty"`
	Objects   []lfsObject `json:"objects"`
	HashAlgo  string      `json:"hash_algo,omitempty"`
}

type lfsObject struct {
	OID  string `json:"oid"`
	Size int64  `json:"size"`
}

// batch holds a request of git-lfs to the files of the commit that is judged. The
// hub gets it as it was read, written anew: a name that stands in an object twice
// means one thing to this reader of JSON and another to the next.
func (g *Gate) batch(r *http.Request, at ref.Ref, p *passage) error {
	body, err := again(r)
	if err != nil {
		return err
	}
	var asked lfsBatch
	if json.Unmarshal(body, &asked) != nil || asked.Operation != "download" {
		return errGit
	}
	if body, err = json.Marshal(asked); err != nil {
		return errGit
	}
	put(r, body)
	r.Header.Del("Content-Encoding")
	token := g.token(r)
	p.check = func(commit string) error {
		at.Revision = commit
		known, err := g.up.large(r.Context(), at, token)
		if err != nil {
			return err
		}
		for _, o := range asked.Objects {
			if !known[o.OID] {
				return errBatch
			}
		}
		return nil
	}
	return nil
}

// large lists the large files of a commit, by the digest of their content.
func (u *upstream) large(ctx context.Context, r ref.Ref, token string) (map[string]bool, error) {
	var info struct {
		SHA      string
		Siblings []struct {
			LFS *struct{ SHA256 string } `json:"lfs"`
		}
	}
	if err := u.info(ctx, r, token, "blobs=true", &info); err != nil {
		return nil, err
	}
	if !strings.EqualFold(info.SHA, r.Revision) {
		return nil, fmt.Errorf("%w: %w", errHubLater, errCommit)
	}
	out := map[string]bool{}
	for _, f := range info.Siblings {
		if f.LFS != nil {
			out[f.LFS.SHA256] = true
		}
	}
	return out, nil
}
