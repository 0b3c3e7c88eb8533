package weights

import (
	"encoding/json"
	"slices"
	"strings"
)

// ReadModelfile returns the instructions FROM, ADAPTER and LICENSE of a
// Modelfile, which says how a program is to run a model. The value of a fact is
// the text between the quotation marks, in one piece or over several lines.
func ReadModelfile(text string) []Fact {
	var facts []Fact
	for text != "" && len(facts) < maxFacts {
		line, rest, _ := strings.Cut(text, "\n")
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		name = strings.ToUpper(name)
		value = strings.TrimSpace(value)
		if after, ok := strings.CutPrefix(value, `"""`); ok {
			value, rest = block(after, rest)
		} else {
			value = strings.Trim(value, `"`)
		}
		switch name {
		case "FROM", "ADAPTER", "LICENSE":
			if value = strings.TrimSpace(value); value != "" {
				facts = append(facts, Fact{Key: name, Value: value})
			}
		}
		text = rest
	}
	return facts
}

// block reads a value in triple quotation marks: what stands behind them on
// their line, and the lines up to the closing ones. Without these it goes on to
// the end.
func block(first, rest string) (value, after string) {
	if value, _, ok := strings.Cut(first, `"""`); ok {
		return value, rest
	}
	value, after, _ = strings.Cut(rest, `"""`)
	_, after, _ = strings.Cut(after, "\n")
	return first + "\n" + value, after
}

// ReadConfig returns what the configuration of a model, a JSON object, says of
// its licence, in the order of the keys.
func ReadConfig(text []byte) []Fact {
	var config map[string]any
	if json.Unmarshal(text, &config) != nil {
		return nil
	}
	var facts []Fact
	for key, value := range config {
		s, ok := value.(string)
		if f := (Fact{Key: key, Value: strings.TrimSpace(s)}); ok && f.Terms() && f.Value != "" {
			facts = append(facts, f)
		}
	}
	slices.SortFunc(facts, func(a, b Fact) int { return strings.Compare(a.Key, b.Key) })
	return facts[:min(len(facts), maxFacts)]
}
