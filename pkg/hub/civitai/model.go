package civitai

import (
	"context"
	"encoding/json"
	"math"
	"path"
	"strconv"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// The names of exchanges in errors.
const (
	opModel   = "model info"
	opVersion = "model version"
)

// model is what the hub says of a model. What its maker permits is kept as it
// stands in the answer.
type model struct {
	ID                    int64
	Name, Type, Mode      string
	Description           string
	AllowNoCredit         json.RawMessage
	AllowCommercialUse    json.RawMessage
	AllowDerivatives      json.RawMessage
	AllowDifferentLicense json.RawMessage
	ModelVersions         []version
}

// version is one of a model's.
type version struct {
	ID           int64
	Name         string
	BaseModel    json.RawMessage
	Description  string
	Availability string
	Files        []file
}

// file is a file of a version.
type file struct {
	Name             string
	SizeKB           float64
	PickleScanResult string
	VirusScanResult  string
	DownloadURL      string
	Hashes           struct{ SHA256 string }
}

// get asks for data, decodes it and returns the bytes.
func (c *Client) get(ctx context.Context, r ref.Ref, op string, into any, below ...string) ([]byte, error) {
	q := exchange.Request{Op: op, ID: r.ID(), URL: c.api.Join(append([]string{"api", "v1"}, below...)...), Limit: c.cfg.MaxBytes}
	a, err := c.api.Get(ctx, q)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(a.Body, into); err != nil {
		return nil, c.api.BadAnswer(q, a, err)
	}
	return a.Body, nil
}

// version returns the version with a number, the newest where it is empty.
func (m *model) version(number string) (*version, bool) {
	for i := range m.ModelVersions {
		if v := &m.ModelVersions[i]; number == "" || decimal(v.ID) == number {
			return v, v.ID > 0
		}
	}
	return nil, false
}

// takenDown is the mode of a model that the hub does not give out any more;
// earlyAccess marks a version for those who paid.
const (
	takenDown   = "TakenDown"
	earlyAccess = "EarlyAccess"
)

// snapshot makes a snapshot without documents.
func (m *model) snapshot(r ref.Ref, v *version) *hub.Snapshot {
	s := &hub.Snapshot{Ref: r, AnsweredID: r.ID(), HubID: decimal(m.ID), Commit: decimal(v.ID), Disabled: m.Mode == takenDown, Complete: true}
	if v.Availability == earlyAccess {
		s.Gated = "manual"
	}
	seen := hub.LayerNames{}
	for _, f := range v.Files {
		name := path.Base(f.Name)
		if !hub.SafePath(name) {
			name = "file"
		}
		one := hub.File{Path: seen.Unused(name), Size: -1, LFSSHA256: strings.ToLower(f.Hashes.SHA256)}
		if size := math.Round(f.SizeKB * 1024); size > 0 && size < math.MaxInt32*1024 {
			one.Size = int64(size)
		}
		for _, result := range []string{f.PickleScanResult, f.VirusScanResult} {
			if result == "Danger" {
				one.Scan = "unsafe"
			}
		}
		s.Files = append(s.Files, one)
	}
	return s
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
