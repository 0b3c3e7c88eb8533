// Package weights reads what the headers of weights files say of terms and
// origin: GGUF, safetensors, and the Modelfile that goes along with them. Its
// readers are pure and bounded; whatever the bytes claim, they end, and what
// they return stands in the input.
package weights
