// Package inventory finds which models, datasets and spaces files name: source
// code, notebooks, shell, containers, configuration, lists and bills of
// materials. It reads bytes and runs nothing. What names a model is data:
// rules/sinks says which call, key, option or address does.
package inventory
