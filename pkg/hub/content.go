package hub

import (
	"bytes"
	"slices"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
	"github.com/fineprint-audit/fineprint/pkg/hub/convert"
)

// NewDocument makes a document of a file's bytes, as the hub or the disk gave
// them. A page, an office document and a text in another encoding become a
// derived document in UTF-8. What is no text is named and not read: the pointer
// of a large file (doc.StatusLFSPointer), a PDF and the like
// (doc.StatusBinary). A card in UTF-16 is left as it is: its reader names the
// fault.
func NewDocument(path string, role doc.Role, url string, content []byte) *doc.Document {
	if isLFSPointer(content) {
		return doc.Unread(path, role, url, int64(len(content)), doc.StatusLFSPointer)
	}
	if role == doc.RoleCard && convert.IsUTF16(content) {
		return doc.New(path, role, url, content)
	}
	text, form, err := convert.Text(path, content)
	switch {
	case err != nil:
		return doc.Unread(path, role, url, int64(len(content)), doc.StatusBinary)
	case form.How == "":
		return doc.New(path, role, url, content)
	default:
		return doc.New(path, role, url, content).Derive(form.Fragment, role, form.How, text)
	}
}

// Inside returns the documents that stand inside one that was read.
func Inside(f File, d *doc.Document) []*doc.Document {
	if !d.Read() || !isModelfile(f.Path) && !isConfig(f.Path) && manifestOf(f.Path) == nil {
		return nil
	}
	return HeaderDocuments(f, d.URL, d.Text)
}

// isLFSPointer tells the small text that stands for a large file in a clone
// without LFS, or for a text that was put under LFS by mistake.
func isLFSPointer(content []byte) bool {
	return len(content) < 1024 && bytes.HasPrefix(content, []byte("version https://git-lfs.github.com/spec/")) &&
		bytes.Contains(content, []byte("\noid sha256:"))
}

// IsHTML reports whether content is a page for people rather than a text.
func IsHTML(content []byte) bool { return convert.IsHTML(content) }

// SortDocuments puts documents into the order of a snapshot: by role, then by
// path.
func SortDocuments(docs []*doc.Document) {
	order := []doc.Role{doc.RoleCard, doc.RoleLicence, doc.RoleNotice, doc.RolePolicy, doc.RolePermissions, doc.RolePrompt, doc.RoleLinked,
		doc.RoleHeader, doc.RoleConfig}
	slices.SortStableFunc(docs, func(a, b *doc.Document) int {
		if d := slices.Index(order, a.Role) - slices.Index(order, b.Role); d != 0 {
			return d
		}
		return strings.Compare(a.Path, b.Path)
	})
}
