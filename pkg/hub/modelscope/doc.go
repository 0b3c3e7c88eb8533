// Package modelscope reads models and datasets on the two sites of ModelScope.
package modelscope
