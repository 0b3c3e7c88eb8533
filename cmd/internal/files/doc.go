// Package files writes files whole or not at all.
package files
