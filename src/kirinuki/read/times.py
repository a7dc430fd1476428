def find_times(plain, sentences, morphemes, published):
    return (), ()
