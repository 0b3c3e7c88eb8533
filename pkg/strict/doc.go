// Package strict reads YAML that people write: rules, the catalogue, profiles,
// definitions, word lists, configuration. An unknown key, a value of the wrong
// type and a key that stands twice are faults, and every fault says where it
// stands: "file:line: field: why". All faults of a file are reported at once.
package strict
