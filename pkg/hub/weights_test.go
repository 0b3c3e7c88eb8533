package hub_test

import (
	"testing"

	"github.com/fineprint-audit/fineprint/pkg/hub"
)

func TestFormatOf(t *testing.T) {
	for _, tt := range []struct {
		name, format string
		executes     hub.Execution
		weights      bool
	}{
		{"model.safetensors", "safetensors", hub.ExecutesNo, true},
		{"sub/Model-Q4.GGUF", "gguf", hub.ExecutesNo, true},
		{"pytorch_model-00001-of-00002.bin", "pickle", hub.ExecutesYes, true},
		{"unet/diffusion_pytorch_model.bin", "pickle", hub.ExecutesYes, true},
		{"adapter_model.bin", "pickle", hub.ExecutesYes, true},
		{"last.ckpt", "pickle", hub.ExecutesYes, true},
		{"speech.nemo", "pickle", hub.ExecutesYes, true},
		{"training_args.bin", "pickle", hub.ExecutesYes, false},
		{"classifier.joblib", "pickle", hub.ExecutesYes, false},
		{"model.llamafile", "llamafile", hub.ExecutesYes, true},
		{"tf_model.h5", "keras", hub.ExecutesMaybe, true},
		{"vectors.npy", "numpy", hub.ExecutesMaybe, false},
		{"model.bin", "bin", hub.ExecutesMaybe, true},
		{"openvino_model.bin", "openvino", hub.ExecutesNo, true},
		{"ggml-small.bin", "ggml", hub.ExecutesNo, true},
		{"export/saved_model.pb", "tensorflow", hub.ExecutesMaybe, false},
	} {
		f, ok := hub.FormatOf(tt.name)
		if !ok || f.Name != tt.format || f.Executes != tt.executes || hub.IsWeights(tt.name) != tt.weights {
			t.Errorf("%s: %q, executes %s, weights %t; want %q, %s, %t", tt.name, f.Name, f.Executes, hub.IsWeights(tt.name), tt.format,
				tt.executes, tt.weights)
		}
	}
	for _, name := range []string{"README.md", "tokenizer.bin", "tokenizer.model", "config.json", "data.pb", "bin", ".bin/notes"} {
		if f, ok := hub.FormatOf(name); ok {
			t.Errorf("%s is taken for %s", name, f.Name)
		}
	}
}

func TestIsTwin(t *testing.T) {
	for _, tt := range []struct {
		safe, other string
		want        bool
	}{
		{"model.safetensors", "pytorch_model.bin", true},
		{"model-00001-of-00003.safetensors", "pytorch_model-00002-of-00002.bin", true},
		{"unet/diffusion_pytorch_model.safetensors", "unet/diffusion_pytorch_model.bin", true},
		{"model.fp16.safetensors", "pytorch_model.fp16.bin", true},
		{"v1-5.safetensors", "v1-5.ckpt", true},
		{"model.safetensors", "nested/pytorch_model.bin", false},
		{"adapter_model.safetensors", "pytorch_model.bin", false},
		{"model.safetensors", "optimizer.pt", false},
		{"model.gguf", "model.bin", false},
		{"model.safetensors", "model.safetensors", false},
	} {
		if got := hub.IsTwin(tt.safe, tt.other); got != tt.want {
			t.Errorf("IsTwin(%s, %s) = %t", tt.safe, tt.other, got)
		}
	}
}
