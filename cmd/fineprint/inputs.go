package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/inventory"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/weights"
)

// listForm is a list of references, one a line.
const listForm = "list"

// inputFlags say what scan was given.
func inputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "as", Usage: "read the file as `FORM`: list, " + strings.Join(inventory.FormNames(), ", ") +
			" (default: by its name and what is in it)"},
		&cli.StringFlag{Name: "unresolved", Usage: "`WHAT` to do about references that a file does not fix: report or ignore", Value: "report"},
	}
}

// readInput reads the targets that a list, a folder or a file names.
func readInput(c *cli.Context, w world, name string) ([]audit.Request, error) {
	if u := c.String("unresolved"); u != "" && u != "report" && u != "ignore" {
		return nil, usage.Errorf("--unresolved is report or ignore, not %s", u)
	}
	form := c.String("as")
	if form != "" && form != listForm && !slices.Contains(inventory.FormNames(), form) {
		return nil, usage.Errorf("no form %q; choose list, %s", form, strings.Join(inventory.FormNames(), ", "))
	}
	sinks, _, err := wiring.LoadSinks(c)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() && form == "" {
		found, err := inventory.Walk(c.Context, sinks, os.DirFS(name))
		if err != nil {
			return nil, err
		}
		return requestsOf(c, w, filepath.ToSlash(name), found), nil
	}
	data, err := readWhole(w, name)
	if err != nil {
		return nil, err
	}
	data = inventory.Text(data)
	if form == "" {
		form = formOf(sinks, name, data)
	}
	if !weights.HasHeader(name) && inventory.IsBinary(data) {
		return nil, usage.Errorf("%s is no text; give a list, source code, settings, a bill of materials or a folder", name)
	}
	if form == listForm {
		return parseList(name, bytes.NewReader(data))
	}
	base := path.Base(filepath.ToSlash(name))
	refs, problems := inventory.ReadAs(sinks, form, base, data)
	return requestsOf(c, w, path.Dir(filepath.ToSlash(name)), &inventory.Inventory{References: refs, Problems: problems}), nil
}

// formOf recognises a file. A text, and what has no form, is a list.
func formOf(sinks *inventory.Sinks, name string, data []byte) string {
	form, ok := inventory.Recognise(sinks, name, data)
	if !ok || form == "text" || form == "markdown" && name == "-" {
		return listForm
	}
	return form
}

// readWhole reads a file, or standard input.
func readWhole(w world, name string) ([]byte, error) {
	if info, err := os.Stat(name); name != "-" && err == nil && info.IsDir() {
		return nil, usage.Errorf("%s is a folder: leave --as out to search it", name)
	}
	in, err := openInput(w, name)
	if err != nil {
		return nil, usage.Wrap(err)
	}
	defer in.Close()
	if weights.HasHeader(name) {
		return io.ReadAll(io.LimitReader(in, weights.HeadBytes)) // what is behind the header says nothing
	}
	data, err := io.ReadAll(io.LimitReader(in, maxText+1))
	if err == nil && len(data) > maxText {
		err = fmt.Errorf("larger than %d bytes, the most that is read", maxText)
	}
	if err != nil {
		return nil, usage.Errorf("read %s: %w", name, err)
	}
	return data, nil
}

// requestsOf makes a target of everything that was found, with the places that
// name it. What is not fixed or was not read is a target that stays undecided.
func requestsOf(c *cli.Context, w world, root string, found *inventory.Inventory) []audit.Request {
	targets := &targetList{at: map[target]int{}}
	local := 0
	for _, r := range found.References {
		at := audit.Place{Path: path.Join(root, r.File), Line: r.Line}
		switch {
		case r.Status == inventory.LocalPath:
			local++
		case r.Status == inventory.Resolved:
			named, err := refOf(r)
			targets.add(asked(r, named), named, err, at)
		case c.String("unresolved") != "ignore":
			targets.loose(r, at)
		}
	}
	for _, p := range found.Problems {
		name := path.Join(root, *p.Path)
		p.Path = nil
		line := 1
		if p.Line != nil {
			line = *p.Line
		}
		targets.add(name, ref.Ref{}, &audit.UnnamedError{Problem: p}, audit.Place{Path: name, Line: line})
	}
	if local > 0 {
		fmt.Fprintf(w.Stderr, "fineprint: paths on the machine are not audited here; fineprint find lists those that are named (%d)\n", local)
	}
	return targets.list
}

// targetList holds each target once, with all places that name it.
type targetList struct {
	list []audit.Request
	at   map[target]int // where each stands in the list
}

type target struct {
	asked string
	ref   ref.Ref
}

// add returns the number of the target. Standard input is no place that anybody
// can look up.
func (t *targetList) add(asked string, r ref.Ref, err error, at audit.Place) int {
	i, ok := t.at[target{asked, r}]
	if !ok {
		i = len(t.list)
		t.list = append(t.list, audit.Request{Asked: asked, Ref: r, Err: err})
		t.at[target{asked, r}] = i
	}
	places := &t.list[i].NamedIn
	if n := len(*places); at.Path != "-" && (n == 0 || (*places)[n-1] != at) { // they come in order
		*places = append(*places, at)
	}
	return i
}

// loose adds a place that does not fix what it loads, with its words.
func (t *targetList) loose(r inventory.Reference, at audit.Place) {
	words := r.Words
	words.Path = at.Path
	i := t.add(r.Text, ref.Ref{Kind: r.Kind}, &audit.UnresolvedError{Text: r.Text, How: r.How}, at)
	if err := (*audit.UnresolvedError)(nil); errors.As(t.list[i].Err, &err) {
		err.Evidence = append(err.Evidence, words)
	}
}

// asked is how a user would write what was found.
func asked(r inventory.Reference, named ref.Ref) string {
	if r.Hub == ref.HuggingFace || r.Kind == inventory.Closed || named.Site() != "" {
		return named.String()
	}
	return inHub(r)
}

// inHub writes a reference to another hub: a tag belongs to its id.
func inHub(r inventory.Reference) string {
	s := r.Hub + ":"
	if r.Kind == ref.Dataset {
		s += "datasets/"
	}
	s += r.ID
	switch {
	case r.Revision == "":
		return s
	case (r.Hub == ref.Ollama || r.Hub == ref.OCI) && !strings.HasPrefix(r.Revision, "sha256:"):
		return s + ":" + r.Revision
	}
	return s + "@" + r.Revision
}

// refOf names what was found. An address says more than owner and name: which
// site, which version.
func refOf(r inventory.Reference) (ref.Ref, error) {
	switch r.Hub {
	case ref.Ollama, ref.OCI:
		return ref.Parse(inHub(r))
	case ref.GitHub, ref.ModelScope, ref.Civitai:
		if named, err := ref.Parse(r.Text); err == nil && named.Hub == r.Hub {
			return named, nil
		}
		return ref.Parse(inHub(r))
	}
	out := ref.Ref{Hub: r.Hub, Kind: r.Kind, Name: r.ID, Revision: r.Revision}
	if r.Kind == inventory.Closed {
		out.Hub, out.Kind, out.Owner = ref.Provider, ref.Model, r.Hub
		return out, nil
	}
	if owner, name, ok := strings.Cut(r.ID, "/"); ok {
		out.Owner, out.Name = owner, name
	}
	return out, nil
}
