package civitai

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/fetch"
)

// repository is a version of a model. It knows where its files lie.
type repository struct {
	*Client
	model   *model
	version *version
	snap    *hub.Snapshot
}

// describe makes documents of what the answer says: the maker's words, and what
// the maker permits, a line for each as it stands there.
func (p *repository) describe() {
	add := func(name, text string) {
		if strings.TrimSpace(text) == "" {
			return
		}
		d := hub.NewDocument(name+".html", doc.RoleCard, p.Page(), []byte(text))
		d = doc.New(hub.InfoPath+"#"+name, doc.RoleCard, p.Page(), d.Text)
		d.DerivedFrom = &doc.Derivation{Path: hub.InfoPath, SHA256: p.snap.InfoSHA256, How: "html text of a json value"}
		p.snap.Documents = append(p.snap.Documents, d)
	}
	add("description", p.model.Description)
	add("version", p.version.Description)
	var lines bytes.Buffer
	kind, _ := json.Marshal(p.model.Type) //nolint:errchkjson // a string
	for _, l := range []struct {
		key   string
		value json.RawMessage
	}{
		{"type", kind}, {"baseModel", p.version.BaseModel}, {"allowNoCredit", p.model.AllowNoCredit},
		{"allowCommercialUse", p.model.AllowCommercialUse}, {"allowDerivatives", p.model.AllowDerivatives},
		{"allowDifferentLicense", p.model.AllowDifferentLicense},
	} {
		var one bytes.Buffer
		if len(l.value) > 0 && json.Compact(&one, l.value) == nil {
			fmt.Fprintf(&lines, "%s: %s\n", l.key, &one)
		}
	}
	d := doc.New(hub.InfoPath+"#permissions", doc.RolePermissions, p.Page(), lines.Bytes())
	d.DerivedFrom = &doc.Derivation{Path: hub.InfoPath, SHA256: p.snap.InfoSHA256, How: "json values"}
	p.snap.Documents = append(p.snap.Documents, d)
}

// File is the address of a file's content: the one that the hub gives, if that
// is on the hub.
func (p *repository) File(name string) *url.URL {
	i := slices.IndexFunc(p.snap.Files, func(f hub.File) bool { return f.Path == name })
	if i >= 0 && i < len(p.version.Files) {
		if u, err := url.Parse(p.version.Files[i].DownloadURL); err == nil && p.api.IsHome(u) && u.User == nil {
			return u
		}
	}
	return p.api.Join("api", "download", "models", decimal(p.version.ID))
}

// Page is the address of the version's page for people.
func (p *repository) Page() string {
	return p.api.Join("models", decimal(p.model.ID)).String() + "?modelVersionId=" + decimal(p.version.ID)
}

// OnHub tells nothing: the hub has no addresses of single files that a
// description could lead to.
func (p *repository) OnHub(*url.URL) (string, bool) { return "", false }

// Linked is for addresses on the hub.
func (p *repository) Linked(*fetch.Repository, []string) (w fetch.Wanted, fault hub.Fault, ok bool) {
	return w, fault, false
}
