"""Makes the Keras models that KerasFileIT reads, and records what Keras answers with them.

Run it once with each Keras, in this directory:

    pip install tensorflow-cpu keras tf_keras h5py
    python make_models.py 2    # Keras 2 (tf_keras): *.keras2.h5
    python make_models.py 3    # Keras 3: *.keras3.h5 and *.keras

Names of models behind the number make these alone, with other weights than all together.

Models are kept as gzip, as Keras leaves much of its files empty. Beside each model that is to be
read lies a .json with a few images as (batch, channels, height, width), whatever the model's layout
is, a list of them where it has several inputs, and the model's outputs for them. Weights, biases
and batch-norm statistics are drawn at random, so that none can be left out or mixed up unseen.
"""

import gzip
import json
import os
import sys

import h5py
import numpy as np

if sys.argv[1] == "2":
    import tf_keras as keras
else:
    import keras

layers = keras.layers
random = np.random.default_rng(20)


def sequential():
    return keras.Sequential(
        [
            keras.Input((9, 11, 3)),
            layers.Conv2D(6, 3, padding="same", strides=2),
            layers.BatchNormalization(scale=False),
            layers.ReLU(6.0),
            layers.Conv2D(7, (3, 2), use_bias=False, activation="relu"),
            layers.BatchNormalization(),
            layers.LeakyReLU(0.1),
            layers.Dropout(0.3),
            layers.MaxPooling2D(2, 1),
            layers.Flatten(),
            layers.BatchNormalization(),
            layers.Dense(8, activation="relu"),
            layers.Dense(5, use_bias=False),
            layers.Softmax(),
        ]
    )


def functional():
    image = keras.Input((8, 10, 3), name="image")
    trunk = layers.ZeroPadding2D(((1, 0), (2, 1)))(image)
    trunk = layers.Conv2D(6, 3, name="stem", use_bias=False)(trunk)
    trunk = layers.BatchNormalization()(trunk)
    trunk = start = layers.Activation("relu")(trunk)
    trunk = layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2)(trunk)
    trunk = layers.Conv2D(6, 1)(trunk)
    squeezed = layers.GlobalAveragePooling2D()(trunk)
    squeezed = layers.Dense(6, activation="sigmoid")(squeezed)
    squeezed = layers.Reshape((1, 1, 6))(squeezed)
    trunk = layers.Multiply()([trunk, squeezed])
    trunk = layers.Add()([trunk, start])
    branch = layers.SeparableConv2D(4, 3, padding="same", activation="elu")(trunk)
    trunk = layers.Concatenate()([trunk, branch])
    low = layers.AveragePooling2D(3, 2, padding="same")(trunk)
    low = layers.Flatten()(layers.Cropping2D(1)(low))
    high = layers.PReLU()(layers.UpSampling2D((1, 2))(trunk))
    high = layers.GlobalMaxPooling2D()(high)
    both = layers.Concatenate()([low, high])
    classes = layers.Dense(5, activation="softmax", name="classes")(both)
    return keras.Model(image, classes)


def two_outputs():
    image = keras.Input((6, 7, 2))
    flat = layers.Flatten()(layers.Conv2D(4, 3, dilation_rate=2, activation="tanh")(image))
    pooled = layers.GlobalAveragePooling2D()(layers.Conv2D(3, 1)(image))
    return keras.Model(image, [layers.Dense(4, activation="softmax")(flat), pooled])


def channels_first():
    first = {"data_format": "channels_first"}
    return keras.Sequential(
        [
            keras.Input((3, 9, 7)),
            layers.Conv2D(4, 3, **first),
            layers.BatchNormalization(axis=1),
            layers.SeparableConv2D(5, 3, **first),
            layers.MaxPooling2D(**first),
            layers.Conv2DTranspose(4, 3, strides=2, padding="same", **first),
            layers.Flatten(**first),
            layers.Dense(5, activation="softmax"),
        ]
    )


def plain_flatten():
    """Channels first, but flattened as they lie, which is another order than above."""
    return keras.Sequential(
        [
            keras.Input((3, 5, 4)),
            layers.Conv2D(4, 2, data_format="channels_first"),
            layers.Flatten(),
            layers.Dense(3, activation="softmax"),
        ]
    )


def shared():
    image = keras.Input((6, 7, 3))
    twice = layers.Conv2D(3, 3, padding="same", name="twice")
    pooled = layers.GlobalAveragePooling2D()(twice(twice(image)))
    return keras.Model(image, layers.Dense(2)(pooled))


def unknown():
    return keras.Sequential(
        [keras.Input((6, 7, 3)), layers.Conv2D(3, 3), layers.LayerNormalization(name="norm")]
    )


def two_inputs():
    """Made, and listed in the file, in another order than that in which the model takes them."""
    image = keras.Input((6, 7, 2), name="image")
    vector = keras.Input((5,), name="vector")
    seen = layers.Flatten()(layers.Conv2D(4, 3, activation="relu")(image))
    told = layers.Dense(6, activation="relu")(vector)
    both = layers.Concatenate()([seen, told])
    return keras.Model([vector, image], layers.Dense(3, activation="softmax")(both))


def activated_images():
    """DL4J activates in place, and the images are read once more after that."""
    image = keras.Input((6, 7, 2))
    dropped = layers.Dropout(0.3)(image)
    noisy = layers.Activation("sigmoid")(dropped)
    both = layers.Concatenate()([layers.Activation("tanh")(image), image, layers.ELU()(image)])
    both = layers.Add()([layers.Conv2D(4, 3)(both), layers.Conv2D(4, 3)(noisy)])
    return keras.Model(image, layers.Dense(3)(layers.Flatten()(both)))


def activated_rows():
    return keras.Sequential(
        [
            keras.Input((6, 7, 2)),
            layers.Flatten(),
            layers.GaussianNoise(0.1),
            layers.Activation("tanh"),
            layers.Dense(3),
        ]
    )


def no_channels():
    image = keras.Input((6, 8))
    flat = layers.Flatten()(layers.Add()([image, layers.Activation("tanh")(image)]))
    maps = layers.Reshape((6, 8, 1))(layers.Dropout(0.3)(image))
    maps = layers.Flatten()(layers.Conv2D(3, 3)(layers.Concatenate()([maps, maps])))
    return keras.Model(image, layers.Dense(3)(layers.Concatenate()([flat, maps])))


def widened():
    """Concatenates images that have no channels along their width, where channels would be."""
    image = keras.Input((6, 8))
    wide = layers.Concatenate(name="wide")([image, layers.Activation("tanh")(image)])
    return keras.Model(image, layers.Dense(3)(layers.Flatten()(wide)))


def slopes():
    return keras.Sequential([keras.Input((6, 8)), layers.PReLU(name="slopes"), layers.Flatten()])


def custom():
    """A layer of the user's own that is called as one of Keras's."""

    @keras.utils.register_keras_serializable("mine")
    class Conv2D(layers.Conv2D):
        def call(self, images):
            return 3 * super().call(images) + 1

    return keras.Sequential([keras.Input((6, 7, 3)), Conv2D(3, 3, name="tripled")])


def custom_activation():
    """The same as an activation, and not registered."""

    class ReLU(layers.ReLU):
        def call(self, inputs):
            return 3 * super().call(inputs)

    layer = layers.Conv2D(3, 3, activation=ReLU(), name="tripling")
    return keras.Sequential([keras.Input((6, 7, 3)), layer])


def in_training():
    image = keras.Input((6, 7, 3))
    normal = layers.BatchNormalization(name="by_batch")(image, training=True)
    return keras.Model(image, layers.Dense(3)(layers.Flatten()(normal)))


def gray():
    """Separable convolutions of one channel, first and between others."""
    return keras.Sequential(
        [
            keras.Input((9, 10, 1)),
            layers.SeparableConv2D(4, 3, depth_multiplier=2, strides=2, padding="same"),
            layers.SeparableConv2D(1, 2, activation="relu"),
            layers.SeparableConv2D(5, 2, dilation_rate=2, use_bias=False, activation="tanh"),
            layers.Flatten(),
            layers.Dense(3, activation="softmax"),
        ]
    )


def logits():
    return keras.Sequential(
        [
            keras.Input((6, 7, 2)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(5),
        ]
    )


def several_logits():
    """A loss each by name: classes, yes or no, classes without a Dense, and a regression."""
    image = keras.Input((6, 7, 2))
    maps = layers.Conv2D(4, 3, activation="relu")(image)
    flat = layers.Flatten()(maps)
    return keras.Model(
        image,
        [
            layers.Dense(5, name="classes")(flat),
            layers.Dense(1, name="yes")(flat),
            layers.GlobalAveragePooling2D(name="pooled")(maps),
            layers.Dense(2, name="size")(flat),
        ],
    )


def with_probabilities(model, *activations):
    """What a model that ends with logits answers where its losses have made probabilities of them."""
    ends = [layers.Activation(each)(end) for each, end in zip(activations, model.outputs)]
    return keras.Model(model.inputs, ends)


def several_losses():
    return {
        "classes": keras.losses.CategoricalCrossentropy(from_logits=True),
        "yes": keras.losses.BinaryCrossentropy(from_logits=True),
        "pooled": keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        "size": "mse",
    }


def flat_rows():
    return keras.Sequential(
        [
            keras.Input((42,)),
            layers.Reshape((6, 7, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(3, activation="softmax"),
        ]
    )


def two_sizes():
    wide = keras.Input((6, 9, 2))
    small = keras.Input((5, 4, 1))
    seen = [layers.GlobalMaxPooling2D()(layers.Conv2D(4, 3)(each)) for each in (wide, small)]
    both = layers.Concatenate()(seen)
    return keras.Model([wide, small], layers.Dense(3, activation="softmax")(both))


def keyword():
    image = keras.Input((6, 7, 2))
    maps = layers.Conv2D(4, 3)(inputs=image)
    pooled = layers.GlobalMaxPooling2D()(inputs=layers.Add()(inputs=[maps, maps]))
    return keras.Model(image, layers.Dense(3, activation="softmax")(pooled))


def masked():
    image = keras.Input((6, 7, 2))
    mask = keras.Input((6, 7), dtype="bool")
    normal = layers.BatchNormalization(name="masked")(image, mask=mask)
    return keras.Model([image, mask], layers.Dense(3)(layers.Flatten()(normal)))


def minimum():
    image = keras.Input((6, 7, 2))
    least = layers.Minimum(name="least")([image, layers.Conv2D(2, 1)(image)])
    return keras.Model(image, layers.Dense(3)(layers.Flatten()(least)))


def vector_slopes():
    return keras.Sequential([keras.Input((9,)), layers.PReLU(name="slopes"), layers.Dense(3)])


def named():
    return keras.Sequential(
        [
            keras.Input((6, 7, 2)),
            layers.Conv2D(4, 3, name="stem"),
            layers.MaxPooling2D(name="pool"),
            layers.Conv2D(3, 1, name="block1_conv"),
            layers.Flatten(),
            layers.Dense(3, activation="softmax", name="head"),
        ]
    )


def fill(model):
    for weight in model.weights:
        name, shape = getattr(weight, "path", weight.name), weight.shape
        if "seed" in name:
            continue
        if "variance" in name or "gamma" in name:
            values = random.uniform(0.5, 1.5, shape)
        else:
            fan_in = np.prod(shape[:-1]) if len(shape) > 1 else 10
            values = random.normal(0, 1 / np.sqrt(fan_in), shape)
        weight.assign(values.astype("float32"))


def numbers(array):
    return {"shape": list(array.shape), "values": [float(f"{v:.7g}") for v in array.ravel()]}


def record(file, model, channels_last):
    shapes = [(3,) + tuple(entry.shape[1:]) for entry in model.inputs]
    images = [random.normal(0, 1, shape).astype("float32").round(4) for shape in shapes]
    # Not model(images): eager channels_first layers of Keras 3 on TensorFlow add their biases along
    # the width where it equals the number of channels.
    outputs = model.predict(images if len(images) > 1 else images[0], verbose=0)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    recorded = [numbers(nchw(batch, channels_last)) for batch in images]
    recorded = recorded if len(recorded) > 1 else recorded[0]
    with open(file + ".json", "w") as out:
        json.dump({"images": recorded, "outputs": [numbers(np.array(o)) for o in outputs]}, out)


def nchw(batch, channels_last):
    if batch.ndim == 3:
        return batch[:, None]
    return batch.transpose(0, 3, 1, 2) if channels_last and batch.ndim == 4 else batch


def zip_up(file):
    with open(file, "rb") as plain, open(file + ".gz", "wb") as out:
        with gzip.GzipFile("", "wb", 9, out, mtime=0) as zipped:
            zipped.write(plain.read())
    os.remove(file)


def save(name, model, ending, channels_last=True, loss=None, recorded=True, answering=None):
    if sys.argv[2:] and name not in sys.argv[2:]:
        return
    fill(model)
    if loss:
        model.compile("adam", loss)
    file = f"{name}.{ending}"
    model.save(file)
    zip_up(file)
    if recorded:
        record(file, answering or model, channels_last)


from_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
one = logits()
several = several_logits()
one_answering = with_probabilities(one, "softmax")
several_answering = with_probabilities(several, "softmax", "sigmoid", "softmax", "linear")

if sys.argv[1] == "2":
    save("sequential", sequential(), "keras2.h5", loss="categorical_crossentropy")
    save("functional", functional(), "keras2.h5")
    save("two-inputs", two_inputs(), "keras2.h5")
    save("gray", gray(), "keras2.h5")
    save("logits", one, "keras2.h5", loss=from_logits, answering=one_answering)
    save("in-training", in_training(), "keras2.h5", recorded=False)
else:
    save("sequential", sequential(), "keras3.h5", loss="categorical_crossentropy")
    save("sequential", sequential(), "keras")
    save("functional", functional(), "keras")
    save("two-outputs", two_outputs(), "keras")
    save("channels-first", channels_first(), "keras", channels_last=False)
    save("plain-flatten", plain_flatten(), "keras", channels_last=False)
    save("shared", shared(), "keras", recorded=False)
    save("unknown", unknown(), "keras", recorded=False)
    save("two-inputs", two_inputs(), "keras")
    save("activated-images", activated_images(), "keras")
    save("activated-rows", activated_rows(), "keras")
    save("no-channels", no_channels(), "keras")
    save("widened", widened(), "keras", recorded=False)
    save("slopes", slopes(), "keras", recorded=False)
    save("custom", custom(), "keras", recorded=False)
    save("custom-activation", custom_activation(), "keras", recorded=False)
    save("gray", gray(), "keras")
    save("logits", one, "keras", loss=from_logits, answering=one_answering)
    save("several-logits", several, "keras", loss=several_losses(), answering=several_answering)
    save("several-logits", several, "keras3.h5", loss=several_losses(), answering=several_answering)
    save("flat-rows", flat_rows(), "keras")
    save("two-sizes", two_sizes(), "keras")
    save("keyword", keyword(), "keras")
    save("masked", masked(), "keras", recorded=False)
    save("minimum", minimum(), "keras", recorded=False)
    save("vector-slopes", vector_slopes(), "keras", recorded=False)
    save("named", named(), "keras", recorded=False)
    with h5py.File("weights-only.h5", "w") as file:
        file.create_group("model_weights")
    zip_up("weights-only.h5")
