// Package state keeps the decisions of a gate in a folder: lines of JSON that
// are only ever added to and are on disk before a decision counts, beside them
// the reports. One process at a time has the folder.
//
// It is the only place of the gate that needs os.
package state
