package hub

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// NewDocument makes a document of a file's bytes, as the hub or the disk gave
// them. What is no text is named and not read: the pointer of a large file
// (doc.StatusLFSPointer), a PDF and the like (doc.StatusBinary). A file in
// UTF-16 becomes a derived document in UTF-8, except for a card, whose reader
// names the fault.
func NewDocument(path string, role doc.Role, url string, content []byte) *doc.Document {
	size := int64(len(content))
	switch {
	case isLFSPointer(content):
		return doc.Unread(path, role, url, size, doc.StatusLFSPointer)
	case hasUTF16Mark(content) && role != doc.RoleCard:
		return doc.New(path, role, url, content).Derive("utf-8", role, "decoded from UTF-16", decodeUTF16(content))
	case !hasUTF16Mark(content) && isBinary(content):
		return doc.Unread(path, role, url, size, doc.StatusBinary)
	default:
		return doc.New(path, role, url, content)
	}
}

// isLFSPointer tells the small text that stands for a large file in a clone
// without LFS, or for a text that was put under LFS by mistake.
func isLFSPointer(content []byte) bool {
	return len(content) < 1024 && bytes.HasPrefix(content, []byte("version https://git-lfs.github.com/spec/")) &&
		bytes.Contains(content, []byte("\noid sha256:"))
}

// sniffed is how much of a file is looked at to tell text from binary.
const sniffed = 8 << 10

func isBinary(content []byte) bool {
	head := content[:min(len(content), sniffed)]
	return bytes.IndexByte(head, 0) >= 0 || bytes.HasPrefix(bytes.TrimSpace(head), []byte("%PDF-")) || bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("{\\rtf"))
}

func hasUTF16Mark(content []byte) bool {
	return bytes.HasPrefix(content, []byte{0xff, 0xfe}) || bytes.HasPrefix(content, []byte{0xfe, 0xff})
}

func decodeUTF16(content []byte) []byte {
	var order binary.ByteOrder = binary.LittleEndian
	if content[0] == 0xfe {
		order = binary.BigEndian
	}
	units := make([]uint16, 0, len(content)/2)
	for i := 2; i+1 < len(content); i += 2 {
		units = append(units, order.Uint16(content[i:]))
	}
	return []byte(string(utf16.Decode(units)))
}

// IsHTML reports whether content is a page for people rather than a text.
func IsHTML(content []byte) bool {
	head := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(content[:min(len(content), 1024)], []byte("\xef\xbb\xbf"))))
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}

// SortDocuments puts documents into the order of a snapshot: by role, then by
// path.
func SortDocuments(docs []*doc.Document) {
	order := []doc.Role{doc.RoleCard, doc.RoleLicence, doc.RoleNotice, doc.RolePolicy, doc.RolePrompt, doc.RoleLinked, doc.RoleConfig}
	slices.SortStableFunc(docs, func(a, b *doc.Document) int {
		if d := slices.Index(order, a.Role) - slices.Index(order, b.Role); d != 0 {
			return d
		}
		return strings.Compare(a.Path, b.Path)
	})
}
