//! The checksum over the whole content of a model file.

use safetensors::View;

/// BLAKE3 in hex over the header's JSON and every array in order of name: name, type, shape and bytes, each with
/// its length.
pub(super) fn checksum<V: View>(header_json: &str, tensors: &[(String, V)]) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update_rayon(bytes);
    };
    add(header_json.as_bytes());
    let mut by_name: Vec<_> = tensors.iter().collect();
    by_name.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, view) in by_name {
        add(name.as_bytes());
        add(view.dtype().to_string().as_bytes());
        let shape: Vec<u8> = view.shape().iter().flat_map(|&extent| (extent as u64).to_le_bytes()).collect();
        add(&shape);
        add(&view.data());
    }
    hasher.finalize().to_hex().to_string()
}
