package store

import (
	"fmt"
	"time"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// Schema names the form of snapshot.json.
const Schema = "fineprint.snapshot/1"

// manifest is snapshot.json.
type manifest struct {
	Schema     string          `json:"schema"`
	Ref        string          `json:"ref"`
	Endpoint   string          `json:"endpoint"`
	AnsweredID string          `json:"answered_id"`
	HubID      string          `json:"hub_id"`
	Commit     string          `json:"commit"`
	FetchedAt  *time.Time      `json:"fetched_at"`
	Gated      string          `json:"gated"`
	Private    bool            `json:"private"`
	Disabled   bool            `json:"disabled"`
	InfoSHA256 string          `json:"info_sha256"`
	InfoFrom   string          `json:"info_from"`
	Info       *hub.Info       `json:"info,omitempty"` // of a hub whose answer has a form of its own
	Complete   bool            `json:"complete"`
	Files      []hub.File      `json:"files"`
	Documents  []*doc.Document `json:"documents"`
	Headers    []string        `json:"headers"`
	Missing    []string        `json:"missing"`
	Problems   []doc.Problem   `json:"problems"`
}

func newManifest(s *hub.Snapshot) manifest {
	m := manifest{
		Schema: Schema, Ref: s.Ref.String(), Endpoint: s.Endpoint, AnsweredID: s.AnsweredID, HubID: s.HubID, Commit: s.Commit,
		Gated: s.Gated, Private: s.Private, Disabled: s.Disabled, Complete: s.Complete, InfoFrom: s.InfoFrom,
		Files: orEmpty(s.Files), Documents: orEmpty(s.Documents), Headers: orEmpty(s.Headers), Missing: orEmpty(s.Missing),
		Problems: orEmpty(s.Problems),
	}
	if s.RawInfo != nil {
		m.InfoSHA256 = doc.Digest(s.RawInfo)
	}
	if s.Ref.Hub != ref.HuggingFace {
		m.Info = &s.Info
	}
	if !s.FetchedAt.IsZero() {
		at := s.FetchedAt.UTC()
		m.FetchedAt = &at
	}
	return m
}

// orEmpty makes an array of a nil list: arrays are never null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// snapshot rebuilds the snapshot; blob returns a text by its digest.
func (m manifest) snapshot(blob func(digest string) ([]byte, error)) (*hub.Snapshot, error) {
	r, err := ref.Parse(m.Ref)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	s, err := m.information(r.Hub, blob)
	if err != nil {
		return nil, err
	}
	s.Ref, s.Endpoint, s.AnsweredID, s.HubID, s.Commit = r, m.Endpoint, m.AnsweredID, m.HubID, m.Commit
	s.Gated, s.Private, s.Disabled, s.Complete = m.Gated, m.Private, m.Disabled, m.Complete
	s.InfoFrom = m.InfoFrom
	s.Files, s.Headers, s.Missing, s.Problems = m.Files, m.Headers, m.Missing, m.Problems
	if m.FetchedAt != nil {
		s.FetchedAt = m.FetchedAt.UTC()
	}
	for _, stored := range m.Documents {
		d, err := document(stored, blob)
		if err != nil {
			return nil, err
		}
		s.Documents = append(s.Documents, d)
	}
	return s, nil
}

// information reads the answer of a hub's information call.
func (m manifest) information(of string, blob func(digest string) ([]byte, error)) (*hub.Snapshot, error) {
	s := &hub.Snapshot{}
	if m.InfoSHA256 != "" {
		raw, err := blob(m.InfoSHA256)
		switch {
		case err != nil:
			return nil, err
		case of == ref.HuggingFace:
			if s, err = hub.ParseInfo(raw, 0); err != nil {
				return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
			}
		default:
			s.RawInfo, s.InfoSHA256 = raw, m.InfoSHA256
		}
	}
	if m.Info != nil && of != ref.HuggingFace {
		s.Info = *m.Info
	}
	return s, nil
}

func document(stored *doc.Document, blob func(digest string) ([]byte, error)) (*doc.Document, error) {
	if stored == nil {
		return nil, fmt.Errorf("%w: a document is null", ErrCorrupt)
	}
	if stored.Status != doc.StatusRead {
		d := doc.Unread(stored.Path, stored.Role, stored.URL, stored.Bytes, stored.Status)
		d.DerivedFrom = stored.DerivedFrom
		return d, nil
	}
	text, err := blob(stored.SHA256)
	if err != nil {
		return nil, err
	}
	d := doc.New(stored.Path, stored.Role, stored.URL, text)
	d.DerivedFrom = stored.DerivedFrom
	return d, nil
}
