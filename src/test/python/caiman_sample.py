"""Makes the sample that the tests read as CaImAn's. CaImAn itself needs conda, so the file is written here in the layout of its
save_dict_to_hdf5: sparse matrices as data, indices, indptr and shape of csc form, None as the text 'NoneType'.

    python src/test/python/caiman_sample.py src/test/resources/org/apical/session/exchange/caiman.hdf5
"""
import sys

import h5py
import numpy as np

HEIGHT, WIDTH, FRAMES = 20, 30, 50
BOXES = [(2, 3), (10, 20), (14, 6)]  # row and column of each component's corner, 4 x 4 pixels

random = np.random.default_rng(1)
data, indices, ends = [], [], [0]
for top, left in BOXES:
    for column in range(left, left + 4):
        for row in range(top, top + 4):
            indices.append(column * HEIGHT + row)  # pixels run down the columns
            data.append(1.0 + row - top)
    indices.append(0)
    data.append(0.01)  # what the fit has spread
    ends.append(len(indices))
C = np.cumsum(random.random((3, FRAMES)), axis=1)
with h5py.File(sys.argv[1], "w") as f:
    f["dims"] = (HEIGHT, WIDTH)
    f["remove_very_bad_comps"] = False
    f["skip_refinement"] = "NoneType"
    e = f.create_group("estimates")
    e["A/data"], e["A/indices"], e["A/indptr"], e["A/shape"] = np.array(data), np.array(indices, "i4"), np.array(ends, "i4"), (HEIGHT * WIDTH, 3)
    e["C"], e["YrA"], e["S"] = C, 0.1 * np.ones((3, FRAMES)), random.random((3, FRAMES))
    e["F_dff"] = C / 10
    e["b"], e["dims"], e["idx_components"], e["idx_components_bad"] = np.zeros((HEIGHT * WIDTH, 1)), (HEIGHT, WIDTH), np.array([0, 2]), np.array([1])
    e["R"] = "NoneType"
    f["params/data/fr"], f["params/data/dims"], f["params/data/decay_time"] = 15.0, (HEIGHT, WIDTH), 0.4
