package render

import (
	"encoding/json"
	"fmt"
)

// writeJSON writes the master format: indented, one document, ended by a
// newline.
func writeJSON(p Page, d Document) error {
	enc := json.NewEncoder(p.W)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(d); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}
