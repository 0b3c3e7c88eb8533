// Package license says which licence an identifier, a name, a link or a text
// is, and what the catalogue knows of it.
//
// The catalogue is data: rules/licenses holds one YAML file for every licence
// or tight family. It knows licence texts by digest and fingerprint only, never
// by their words. Compile turns the files into the index that a program
// embeds, Load opens it, and LoadDir adds a user's own folder.
package license
