def find_quantities(plain, morphemes, taken):
    return ()
