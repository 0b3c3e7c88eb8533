// Package render writes fineprint's documents: JSON, the master format, and
// text for people. Nothing is decided here: the exit code and every outcome
// come from the verdict.
//
// Formats is the table of formats: a new one is a file with its Writer and a
// line there. Every sentence of a report is made here, in NewReport, from the
// fields of findings, verdicts and obligations and the words in
// rules/words/sentences.yaml, so a report that was read back from JSON
// (audit.ReadReport) says what the live one said.
package render
