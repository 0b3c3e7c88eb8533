package render

import (
	"cmp"

	"github.com/fineprint-audit/fineprint/pkg/audit"
)

// toldSettings says what settings mean for whoever reads the report.
func toldSettings(list []audit.Setting) []audit.Setting {
	out := make([]audit.Setting, len(list))
	for i, s := range list {
		s.Text = wording().Settings[s.Name]
		out[i] = s
	}
	return out
}

// settingLine is a setting with where it comes from.
func settingLine(s audit.Setting) string {
	return s.Name + " " + s.Value + " (" + s.From + "): " + cmp.Or(s.Text, "set")
}

// settings writes what was set for this run, under its label.
func (l *layout) settings(list []audit.Setting) {
	label := "Settings  "
	for _, s := range list {
		l.text(label, settingLine(s), yellow)
		label = "          "
	}
}
