package hub

import (
	"path"
	"strings"
)

// Execution says whether loading a file runs code that stands in it.
type Execution string

// The answers. Maybe is said of forms that can hold code, or that look like
// one that can; unknown of what was not looked at.
const (
	ExecutesNo      Execution = "no"
	ExecutesMaybe   Execution = "maybe"
	ExecutesYes     Execution = "yes"
	ExecutesUnknown Execution = "unknown"
)

// Format is a form of the files that hold a model's parameters, or the state
// of its training.
type Format struct {
	Name     string // for a report: "safetensors", "pickle"
	Executes Execution
	weights  bool // files of this form hold parameters
}

// pickle is the form of PyTorch and of Python itself. What is pickled may name
// any function to be called on loading; a container of pickles is no better.
func pickle(weights bool) Format { return Format{"pickle", ExecutesYes, weights} }

// numpy arrays are harmless, unless they are arrays of objects: those are
// pickled.
func numpy(weights bool) Format { return Format{"numpy", ExecutesMaybe, weights} }

// byEnding gives the format of a file's ending.
func byEnding(ending string) (Format, bool) {
	switch ending {
	case ".safetensors", ".gguf", ".ggml", ".onnx", ".tflite", ".msgpack", ".mlmodel":
		return Format{ending[1:], ExecutesNo, true}, true
	case ".pt", ".pth", ".ckpt", ".pdparams", ".nemo", ".distcp":
		return pickle(true), true
	case ".pkl", ".pickle", ".joblib", ".dill", ".pdopt", ".mar":
		return pickle(false), true
	case ".npz":
		return numpy(true), true
	case ".npy":
		return numpy(false), true
	case ".h5", ".hdf5", ".keras":
		return Format{"keras", ExecutesMaybe, true}, true // a lambda layer is code
	case ".llamafile":
		return Format{"llamafile", ExecutesYes, true}, true // a program with the weights in it
	default:
		return Format{}, false
	}
}

// FormatOf returns the format of a file of that name. ok is false for files
// that hold neither parameters nor anything else that runs on loading.
func FormatOf(name string) (f Format, ok bool) {
	base := strings.ToLower(path.Base(name))
	switch {
	case base == "saved_model.pb":
		return Format{"tensorflow", ExecutesMaybe, false}, true // a graph may read and write files
	case path.Ext(base) == ".bin":
		return bin(base)
	default:
		return byEnding(path.Ext(base))
	}
}

// bin tells the files that share the ending .bin by the names that tools give
// them.
func bin(base string) (Format, bool) {
	switch {
	case strings.HasPrefix(base, "tokenizer"):
		return Format{}, false
	case strings.HasPrefix(base, "training_args"):
		return pickle(false), true
	case strings.HasPrefix(base, "openvino_"):
		return Format{"openvino", ExecutesNo, true}, true
	case strings.HasPrefix(base, "ggml"):
		return Format{"ggml", ExecutesNo, true}, true
	case strings.Contains(base, "pytorch_model"), strings.HasPrefix(base, "adapter_model"):
		return pickle(true), true
	default:
		return Format{"bin", ExecutesMaybe, true}, true // most are pickles
	}
}

// IsWeights reports whether a file of that name holds model parameters.
func IsWeights(name string) bool {
	f, ok := FormatOf(name)
	return ok && f.weights
}

// IsTwin reports whether a safetensors file is, by the names that tools give,
// the same weights as another file in the same folder, in a form that runs no
// code.
func IsTwin(safetensors, other string) bool {
	return path.Ext(safetensors) == ".safetensors" && path.Ext(other) != ".safetensors" && path.Dir(safetensors) == path.Dir(other) &&
		stem(safetensors) == stem(other)
}

// stem is a file's name without its ending, without the number of a part of
// several ("-00001-of-00003"), and without the mark of PyTorch.
func stem(name string) string {
	s := strings.TrimSuffix(path.Base(name), path.Ext(name))
	if whole, parts, ok := strings.Cut(s, "-of-"); ok && strings.Trim(parts, "0123456789") == "" {
		if i := strings.LastIndexByte(whole, '-'); i >= 0 {
			s = whole[:i]
		}
	}
	return strings.TrimPrefix(strings.ToLower(s), "pytorch_")
}
