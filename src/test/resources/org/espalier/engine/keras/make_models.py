"""Makes the Keras models that KerasFileIT reads, and records what Keras answers with them.

Run it once with each Keras, in this directory:

    pip install tensorflow-cpu keras tf_keras h5py
    python make_models.py 2    # Keras 2 (tf_keras): *.keras2.h5
    python make_models.py 3    # Keras 3: *.keras3.h5 and *.keras

Models are kept as gzip, as Keras leaves much of its files empty. Beside each model that is to be read lies a .json with a few images as (batch, channels, height,
width), whatever the model's layout is, and the model's outputs for them. Weights, biases and
batch-norm statistics are drawn at random, so that none can be left out or mixed up unseen.
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


def two_inputs():
    """The model names its inputs in another order than its layers, and both are read twice."""
    second = keras.Input((6, 5, 2), name="second")
    first = keras.Input((8, 7, 3), name="first")
    squashed = layers.Concatenate()([layers.Activation("tanh")(first), first])
    left = layers.GlobalAveragePooling2D()(layers.Conv2D(4, 3)(squashed))
    bent = layers.Concatenate()([second, layers.ReLU()(second)])
    right = layers.GlobalAveragePooling2D()(layers.Conv2D(4, 2)(bent))
    return keras.Model([first, second], layers.Dense(3)(layers.Subtract()([left, right])))


def vector():
    return keras.Sequential(
        [
            keras.Input((56,)),
            layers.Reshape((8, 7, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(3, activation="softmax"),
        ]
    )


def no_channels():
    image = keras.Input((6, 8))
    both = layers.Flatten()(layers.Concatenate(name="beside")([image, image]))
    return keras.Model(image, layers.Dense(3)(both))


def grey_separable():
    return keras.Sequential(
        [
            keras.Input((6, 7, 1)),
            layers.SeparableConv2D(3, 3, name="grey"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(2),
        ]
    )


def custom():
    @keras.saving.register_keras_serializable("mine")
    class Conv2D(layers.Conv2D):
        def call(self, inputs):
            return 3 * super().call(inputs) + 1

    return keras.Sequential(
        [keras.Input((6, 7, 3)), Conv2D(3, 3, name="own"), layers.Flatten(), layers.Dense(2)]
    )


def in_training():
    image = keras.Input((6, 7, 3))
    normed = layers.BatchNormalization(name="norm")(layers.Conv2D(4, 3)(image), training=True)
    return keras.Model(image, layers.Dense(2)(layers.Flatten()(normed)))


def shared():
    image = keras.Input((6, 7, 3))
    twice = layers.Conv2D(3, 3, padding="same", name="twice")
    pooled = layers.GlobalAveragePooling2D()(twice(twice(image)))
    return keras.Model(image, layers.Dense(2)(pooled))


def unknown():
    return keras.Sequential(
        [keras.Input((6, 7, 3)), layers.Conv2D(3, 3), layers.LayerNormalization(name="norm")]
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
    images = [
        random.normal(0, 1, (3,) + tuple(input.shape[1:])).astype("float32").round(4)
        for input in model.inputs
    ]
    # Not model(images): eager channels_first layers of Keras 3 on TensorFlow add their biases along
    # the width where it equals the number of channels.
    outputs = model.predict(images, verbose=0)
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    nchw = [
        image.transpose(0, 3, 1, 2) if channels_last and image.ndim == 4 else image
        for image in images
    ]
    with open(file + ".json", "w") as out:
        json.dump({"images": [numbers(i) for i in nchw], "outputs": [numbers(np.array(o)) for o in outputs]}, out)


def zip_up(file):
    with open(file, "rb") as plain, open(file + ".gz", "wb") as out:
        with gzip.GzipFile("", "wb", 9, out, mtime=0) as zipped:
            zipped.write(plain.read())
    os.remove(file)


def save(name, model, ending, channels_last=True, compiled=False, recorded=True):
    fill(model)
    if compiled:
        model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    file = f"{name}.{ending}"
    model.save(file)
    zip_up(file)
    if recorded:
        record(file, model, channels_last)


if sys.argv[1] == "2":
    save("sequential", sequential(), "keras2.h5", compiled=True)
    save("functional", functional(), "keras2.h5")
    save("in-training", in_training(), "keras2.h5", recorded=False)
else:
    save("sequential", sequential(), "keras3.h5", compiled=True)
    save("sequential", sequential(), "keras")
    save("functional", functional(), "keras")
    save("two-outputs", two_outputs(), "keras")
    save("channels-first", channels_first(), "keras", channels_last=False)
    save("plain-flatten", plain_flatten(), "keras", channels_last=False)
    save("shared", shared(), "keras", recorded=False)
    save("unknown", unknown(), "keras", recorded=False)
    save("two-inputs", two_inputs(), "keras")
    save("vector", vector(), "keras")
    for name, model in [
        ("no-channels", no_channels()),
        ("grey-separable", grey_separable()),
        ("custom", custom()),
        ("in-training", in_training()),
    ]:
        save(name, model, "keras", recorded=False)
    with h5py.File("weights-only.h5", "w") as file:
        file.create_group("model_weights")
    zip_up("weights-only.h5")
