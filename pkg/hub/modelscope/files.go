package modelscope

import (
	"context"
	"fmt"
	"net/url"
	"strconv"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// fileEntry is an entry of a list of files.
type fileEntry struct {
	Path, Type, Sha256 string
	Size               *int64
}

const (
	pageSize = 100 // entries of a dataset that are asked for at once
	maxPages = 200
)

// files lists the files: of a model all at once, of a dataset, which the list
// names by its number, in pages.
func (p *repository) files(ctx context.Context, number int64) error {
	seen := map[string]bool{}
	if p.snap.Ref.Kind == ref.Model {
		list, err := p.page(ctx, p.at(url.Values{"Revision": {p.rev}, "Recursive": {"True"}}, p.parts(ref.Model, "repo", "files")...))
		p.snap.Complete = true
		p.take(list, seen)
		return err
	}
	for page := 1; page <= maxPages; page++ {
		query := url.Values{"Revision": {p.rev}, "Root": {"/"}, "Recursive": {"True"}, "PageNumber": {strconv.Itoa(page)},
			"PageSize": {strconv.Itoa(pageSize)}}
		list, err := p.page(ctx, p.at(query, "datasets", decimal(number), "repo", "tree"))
		if err != nil {
			return err
		}
		known := len(seen)
		p.snap.Complete = len(list) < pageSize
		p.take(list, seen)
		if p.snap.Complete || len(p.snap.Files) >= p.cfg.MaxFiles || len(seen) == known {
			break
		}
	}
	if !p.snap.Complete {
		p.snap.Problems = append(p.snap.Problems, doc.NewProblem("too-many-files", "most", len(p.snap.Files)))
	}
	return nil
}

func (p *repository) page(ctx context.Context, u *url.URL) ([]fileEntry, error) {
	var list struct{ Files []fileEntry }
	_, err := p.get(ctx, exchange.Request{Op: opFiles, ID: p.snap.Ref.ID(), URL: u}, &list, hub.ErrBadAnswer)
	return list.Files, err
}

// take takes entries into the list of the snapshot.
func (p *repository) take(list []fileEntry, seen map[string]bool) {
	for _, e := range list {
		switch {
		case e.Type == "tree" || seen[e.Path]:
			seen[e.Path] = true
			continue
		case !hub.SafePath(e.Path):
			p.snap.Complete = false
			if len(p.snap.Problems) < maxUnsafe {
				p.snap.Problems = append(p.snap.Problems, doc.NewProblem("unsafe-path", "name", fmt.Sprintf("%.80s", e.Path)))
			}
			continue
		}
		seen[e.Path] = true
		f := hub.File{Path: e.Path, Size: -1, LFSSHA256: e.Sha256}
		if e.Size != nil {
			f.Size = max(*e.Size, -1)
		}
		p.snap.Files = append(p.snap.Files, f)
	}
}

// maxUnsafe bounds the problems that hostile names in one list make.
const maxUnsafe = 20

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
