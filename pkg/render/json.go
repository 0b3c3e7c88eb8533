package render

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/fineprint-audit/fineprint/pkg/audit"
)

// JSON writes the master format: indented, one document, ended by a newline.
type JSON struct{ W io.Writer }

// Report writes r.
func (j JSON) Report(r *audit.Report) error { return j.Value(r) }

// Value writes any of fineprint's documents.
func (j JSON) Value(v any) error {
	enc := json.NewEncoder(j.W)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}
