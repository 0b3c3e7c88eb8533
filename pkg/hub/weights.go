package hub

import (
	"path"
	"strings"
)

// IsWeights reports whether a file of that name holds model parameters.
func IsWeights(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch path.Ext(base) {
	case ".safetensors", ".gguf", ".ggml", ".pt", ".pth", ".ckpt", ".onnx", ".msgpack", ".h5", ".npz", ".tflite", ".mlmodel", ".pdparams", ".nemo", ".keras":
		return true
	case ".bin":
		return !strings.HasPrefix(base, "training_args") && !strings.HasPrefix(base, "tokenizer")
	default:
		return false
	}
}
