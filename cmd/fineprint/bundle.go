package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/cmd/internal/wiring"
	"github.com/fineprint-audit/fineprint/pkg/audit"
	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/store"
	"github.com/fineprint-audit/fineprint/pkg/lock"
	"github.com/fineprint-audit/fineprint/pkg/ref"
	"github.com/fineprint-audit/fineprint/pkg/render"
	"github.com/fineprint-audit/fineprint/rules"
)

func bundleFlag() cli.Flag {
	return &cli.StringFlag{Name: "bundle", Usage: "keep the evidence in `DIR`, or in a file that ends in .zip: reports, every document, " +
		"profile, attestation"}
}

// recorder keeps what sources answered.
type recorder struct {
	mu   sync.Mutex
	seen map[ref.Ref]answered
	code []codeAnswer
}

type answered struct {
	snap *hub.Snapshot
	err  error
}

// recorded is a source whose answers are kept.
type recorded struct {
	audit.Source
	*recorder
}

// Snapshot asks the source and keeps what it says.
func (r recorded) Snapshot(ctx context.Context, at ref.Ref) (*hub.Snapshot, error) {
	snap, err := r.Source.Snapshot(ctx, at)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen[at] = answered{snap, err}
	return snap, err
}

// record has every answer of the sources kept.
func record(sources map[string]audit.Source) *recorder {
	r := &recorder{seen: map[ref.Ref]answered{}}
	for name, s := range sources {
		sources[name] = recorded{s, r}
	}
	return r
}

// bundler writes a bundle.
type bundler struct {
	dir     string // being filled
	report  render.Report
	targets []audit.Request
	seen    map[ref.Ref]answered
	code    []codeAnswer
	profile string
	day     time.Time
	depth   int
	twins   bool
}

// write fills the folder: the manifest last, with the digests of the rest.
func (b bundler) write() error {
	m := lock.Manifest{Schema: lock.BundleSchema, Tool: b.report.Tool, Profile: b.report.Profile, Depth: b.depth, Twins: b.twins,
		Targets: []lock.Asked{},
		Read:    []lock.Visited{}}
	if !b.day.IsZero() {
		m.Day = b.day.Format(time.DateOnly)
	}
	for _, t := range b.targets {
		m.Targets = append(m.Targets, lock.Asked{Asked: t.Asked, Component: t.Component, NamedIn: append([]audit.Place{}, t.NamedIn...)})
	}
	var refs []ref.Ref
	for at := range b.seen {
		refs = append(refs, at)
	}
	slices.SortFunc(refs, func(a, b ref.Ref) int { return strings.Compare(a.Hub+a.String(), b.Hub+b.String()) })
	for i, at := range refs {
		v := lock.Visited{Hub: at.Hub, Ref: at.String()}
		if got := b.seen[at]; got.err != nil {
			v.Fault = faultOf(got.err)
		} else {
			v.Folder = fmt.Sprintf("read/%d", i+1)
			if err := store.WriteDir(filepath.Join(b.dir, filepath.FromSlash(v.Folder)), got.snap); err != nil {
				return err
			}
		}
		m.Read = append(m.Read, v)
	}
	if err := errors.Join(b.documents(), b.writeCode()); err != nil {
		return err
	}
	var err error
	if m.Files, err = lock.Sums(os.DirFS(b.dir)); err != nil {
		return err
	}
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(b.dir, lock.ManifestName), append(data, '\n'), 0o600)
}

// documents writes the reports, the profile and what they attest.
func (b bundler) documents() error {
	var digest string
	for _, name := range []string{"json", "html", "text"} {
		format, err := render.Lookup(name)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		if err := format.Write(render.Page{W: &out}, b.report); err != nil {
			return err
		}
		if name == "json" {
			digest = doc.Digest(out.Bytes())
		}
		if err := os.WriteFile(filepath.Join(b.dir, "report."+name), out.Bytes(), 0o600); err != nil {
			return err
		}
	}
	attested, err := render.Attest(b.report, digest, b.day)
	if err != nil {
		return err
	}
	for _, a := range attested {
		if err := os.WriteFile(filepath.Join(b.dir, a.Name), a.Data, 0o600); err != nil {
			return err
		}
	}
	if b.profile == "" {
		return nil
	}
	text, ready := rules.ProfileSource(b.profile)
	if !ready {
		if text, err = os.ReadFile(b.profile); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(b.dir, bundleProfile), text, 0o600)
}

const bundleProfile = "profile.yaml"

// keepBundle writes a bundle where --bundle says; nothing is there before it is
// whole.
func keepBundle(name string, b bundler) error {
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return usage.Errorf("%s is there already; a bundle is never written over", name)
	}
	dir, err := os.MkdirTemp(filepath.Dir(name), ".fineprint-bundle-")
	if err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	defer os.RemoveAll(dir)
	b.dir = filepath.Join(dir, "bundle")
	if err := os.Mkdir(b.dir, 0o700); err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	if err := b.write(); err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	made := b.dir
	if strings.HasSuffix(name, ".zip") {
		made = filepath.Join(dir, "bundle.zip")
		if err := pack(made, os.DirFS(b.dir)); err != nil {
			return fmt.Errorf("write bundle: %w", err)
		}
	}
	if err := os.Rename(made, name); err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	return nil
}

// pack writes a folder as an archive: the same folder as the same bytes.
func pack(name string, fsys fs.FS) error {
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	archive := zip.NewWriter(out)
	err = fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		in, err := fsys.Open(path)
		if err != nil {
			return err
		}
		defer in.Close()
		w, err := archive.CreateHeader(&zip.FileHeader{Name: path, Method: zip.Deflate})
		if err != nil {
			return err
		}
		_, err = io.Copy(w, in)
		return err
	})
	return errors.Join(err, archive.Close(), out.Close())
}

// faults are the sorts of failures that a bundle tells apart.
func faults() []error {
	return []error{
		hub.ErrOffline, hub.ErrUnauthorized, hub.ErrMissingOrPrivate, hub.ErrRevision, hub.ErrNotFound, hub.ErrGated, hub.ErrDisabled,
		hub.ErrWithheld,
		hub.ErrForbidden, hub.ErrRateLimited, hub.ErrTooLarge, hub.ErrUnreachable, hub.ErrBadAnswer, hub.ErrUnsupported,
	}
}

func faultOf(err error) string {
	for _, f := range faults() {
		if errors.Is(err, f) {
			return f.Error()
		}
	}
	return err.Error()
}

// faultNamed is the failure that faultOf named.
func faultNamed(name string) error {
	for _, f := range faults() {
		if f.Error() == name {
			return f
		}
	}
	return errors.New(name)
}

// replay answers from a bundle.
type replay struct {
	fsys fs.FS
	read []lock.Visited
}

// Snapshot returns what was read then, or fails as it failed then.
func (r replay) Snapshot(_ context.Context, at ref.Ref) (*hub.Snapshot, error) {
	for _, v := range r.read {
		switch {
		case v.Hub != at.Hub || v.Ref != at.String():
		case v.Folder == "":
			return nil, faultNamed(v.Fault)
		default:
			inside, err := fs.Sub(r.fsys, path.Clean(v.Folder))
			if err != nil {
				return nil, err
			}
			return store.ReadFS(inside)
		}
	}
	return nil, hub.ErrOffline
}

// checkBundle proves a bundle unchanged and, with the rules that made it, comes
// to its report again.
func checkBundle(c *cli.Context, w world, name string) error {
	fsys, done, err := openBundle(name)
	if err != nil {
		return usage.Wrap(err)
	}
	defer func() { _ = done() }() // it was read only
	m, err := lock.OpenBundle(fsys)
	if err != nil {
		return fmt.Errorf("%s is not what was written: %w", name, err)
	}
	set, err := wiring.LoadRules(c)
	if err != nil {
		return err
	}
	if m.Tool.Rules != set.Digest {
		fmt.Fprintf(w.Stdout, "%s: %d files unchanged; it was made by other rules (%s, and these are %s), so it was not read again\n", name,
			len(m.Files),
			m.Tool.Rules, set.Digest)
		return nil
	}
	differing, err := readAgain(c, fsys, m)
	if err != nil {
		return err
	}
	if len(differing) > 0 {
		return fmt.Errorf("%s: the files are unchanged, but read again they say something else of %s", name, strings.Join(differing, ", "))
	}
	fmt.Fprintf(w.Stdout, "%s: %d files unchanged; read again, they lead to the same report on %d targets\n", name, len(m.Files),
		len(m.Targets))
	return nil
}

// readAgain audits what a bundle holds, and names the targets of which its
// report says something else.
func readAgain(c *cli.Context, fsys fs.FS, m lock.Manifest) ([]string, error) {
	sources := map[string]audit.Source{}
	for _, h := range hubs() {
		sources[h.name] = replay{fsys, m.Read}
	}
	day, _ := time.Parse(time.DateOnly, m.Day) // a day that was not known stays so
	code, err := replayCode(fsys)
	if err != nil {
		return nil, err
	}
	config, err := wiring.AuditConfig(c, sources, code, day, nil)
	if err != nil {
		return nil, err
	}
	if text, err := fs.ReadFile(fsys, bundleProfile); err == nil {
		if config.Policy, err = wiring.ParsePolicy(bundleProfile, text); err != nil {
			return nil, err
		}
		config.Policy.Today = day
	}
	config.Lineage.Depth, config.KeepTexts, config.Twins = m.Depth, true, m.Twins
	var targets []audit.Request
	for _, t := range m.Targets {
		request := audit.ParseRequest(t.Asked)
		request.Component, request.NamedIn = t.Component, t.NamedIn
		targets = append(targets, request)
	}
	then, err := readBundledReport(fsys)
	if err != nil {
		return nil, err
	}
	now := audit.New(config).Run(c.Context, targets)
	return lock.Differing(then, render.NewReport(now).Report), nil
}

func readBundledReport(fsys fs.FS) (*audit.Report, error) {
	f, err := fsys.Open("report.json")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return audit.ReadReport(f)
}

func openBundle(name string) (fsys fs.FS, done func() error, err error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if info.IsDir() {
		return os.DirFS(name), func() error { return nil }, nil
	}
	archive, err := zip.OpenReader(name)
	if err != nil {
		return nil, nil, err
	}
	return archive, archive.Close, nil
}
