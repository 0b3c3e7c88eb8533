// Package rules embeds the indexes compiled from the YAML files beside it: the
// clause rules with the meaning of every clause kind, the licence catalogue and
// the definitions of openness. Rules and licences are decoded as they are asked
// for.
package rules
