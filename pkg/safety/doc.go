// Package safety says what the hub and the file list tell of the safety of a
// repository's files: the formats of its weights, code of its own, the hub's own
// scanners. Nothing in it was measured by reading weights.
package safety
