package hub

import (
	"crypto/sha1" //nolint:gosec // git names blobs by it
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"github.com/fineprint-audit/fineprint/pkg/doc"
)

// Check compares the bytes that came for a file with what the list says of it,
// and with what its name promises. It returns the problem with them, nil when
// there is none. verified tells that they are the bytes of the list.
func (f File) Check(content []byte) (wrong *doc.Problem, verified bool) {
	damaged := func(pairs ...any) (*doc.Problem, bool) {
		p := doc.NewProblem("document-damaged", pairs...).At(f.Path)
		return &p, false
	}
	switch size := int64(len(content)); {
	case f.Size >= 0 && size != f.Size:
		return damaged("bytes", size, "listed", f.Size)
	case f.LFSSHA256 == "" && isBlobID(f.OID):
		if blobID(content, len(f.OID)) != strings.ToLower(f.OID) {
			return damaged("blob", fmt.Sprintf("%.40s", f.OID))
		}
		return nil, true
	case len(f.LFSSHA256) == 64:
		if doc.Digest(content) != strings.ToLower(f.LFSSHA256) {
			return damaged("sha256", fmt.Sprintf("%.40s", f.LFSSHA256))
		}
		return nil, true
	}
	return nil, false
}

// Replaced tells the answer of a program that stands in place of a text, a page
// for people or data: "page" or "data"; "" when the bytes are what the name says.
func (f File) Replaced(content []byte) string {
	ending := strings.ToLower(path.Ext(f.Path))
	switch {
	case IsHTML(content) && !strings.HasPrefix(ending, ".htm") && ending != ".xhtml":
		return "page"
	case json.Valid(content) && len(content) > 0 && content[0] == '{' && !isData(ending) && ending != ".ipynb":
		return "data"
	default:
		return ""
	}
}

func isBlobID(oid string) bool {
	_, err := hex.DecodeString(oid)
	return err == nil && (len(oid) == 40 || len(oid) == 64)
}

// blobID is the name that git gives to content, in hex: of 40 digits, or of 64
// in a repository that names by SHA-256.
func blobID(content []byte, digits int) string {
	blob := append(fmt.Appendf(nil, "blob %d\x00", len(content)), content...)
	if digits == 64 {
		return doc.Digest(blob)
	}
	sum := sha1.Sum(blob) //nolint:gosec // as above
	return hex.EncodeToString(sum[:])
}
