package huggingface

import (
	"net/url"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/ref"
)

// infoURL is the address of the information call, of the default branch when
// revision is empty. Gated repositories answer only that form to everybody.
func (c *Client) infoURL(kind ref.Kind, id, revision string) *url.URL {
	parts := append([]string{"api", kindPath(kind)}, strings.Split(id, "/")...)
	if revision != "" {
		parts = append(parts, "revision", revision)
	}
	u := c.join(parts...)
	u.RawQuery = "blobs=true&securityStatus=true"
	return u
}

// fileURL is the address of a file's content at a revision.
func (c *Client) fileURL(kind ref.Kind, id, revision, path string) *url.URL {
	parts := append(repoParts(kind, id), "resolve", revision)
	return c.join(append(parts, strings.Split(path, "/")...)...)
}

// pageURL is the address of a repository's page for people.
func (c *Client) pageURL(kind ref.Kind, id string) string {
	return c.join(repoParts(kind, id)...).String()
}

func repoParts(kind ref.Kind, id string) []string {
	parts := strings.Split(id, "/")
	if kind != ref.Model {
		parts = append([]string{kindPath(kind)}, parts...)
	}
	return parts
}

func kindPath(kind ref.Kind) string { return string(kind) + "s" }

// join puts path segments behind the endpoint, whose own path stays. Each
// part is one segment: a slash inside it is escaped.
func (c *Client) join(parts ...string) *url.URL {
	u := *c.base
	raw := u.EscapedPath()
	for _, p := range parts {
		u.Path += "/" + p
		raw += "/" + escape(p)
	}
	u.RawPath = raw
	return &u
}

// escape is url.PathEscape, with the plus sign escaped too: some servers read
// it as a blank.
func escape(segment string) string {
	return strings.ReplaceAll(url.PathEscape(segment), "+", "%2B")
}
