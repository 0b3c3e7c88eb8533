package huggingface

import (
	"net/url"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/hub/exchange"
	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// infoURL is the address of the information call, of the default branch when
// revision is empty. Gated repositories answer only that form to everybody.
func infoURL(hub *exchange.Client, kind ref.Kind, id, revision string) *url.URL {
	parts := append([]string{"api", kindPath(kind)}, strings.Split(id, "/")...)
	if revision != "" {
		parts = append(parts, "revision", revision)
	}
	u := hub.Join(parts...)
	u.RawQuery = "blobs=true&securityStatus=true"
	return u
}

// fileURL is the address of a file's content at a revision.
func fileURL(hub *exchange.Client, kind ref.Kind, id, revision, path string) *url.URL {
	parts := append(repoParts(kind, id), "resolve", revision)
	return hub.Join(append(parts, strings.Split(path, "/")...)...)
}

// pageURL is the address of a repository's page for people.
func pageURL(hub *exchange.Client, kind ref.Kind, id string) string {
	return hub.Join(repoParts(kind, id)...).String()
}

func repoParts(kind ref.Kind, id string) []string {
	parts := strings.Split(id, "/")
	if kind != ref.Model {
		parts = append([]string{kindPath(kind)}, parts...)
	}
	return parts
}

func kindPath(kind ref.Kind) string { return string(kind) + "s" }
