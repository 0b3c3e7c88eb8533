// Package lists reads lists of references, one a line.
package lists
