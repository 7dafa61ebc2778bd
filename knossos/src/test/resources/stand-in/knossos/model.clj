(ns knossos.model
  "Models under Knossos's names, as functions from a state and a call to the next state, or to ::wrong.")

(defn register [start]
  {:start start
   :step (fn [held {:keys [f value known]}]
           (case f
             :write value
             :read  (if (or (not known) (nil? value) (= value held)) held ::wrong)
             :cas   (let [[from to] value] (if (= from held) to ::wrong))))})

(def cas-register register)

(defn mutex []
  {:start false
   :step (fn [held {:keys [f]}]
           (if (= held (= f :release)) (not held) ::wrong))})

(defn multi-register [start]
  {:start start
   :step (fn [held {:keys [value known]}]
           (reduce (fn [state [f k v]]
                     (cond (= f :write)                              (assoc state k v)
                           (or (not known) (nil? v) (= v (state k))) state
                           :else                                     (reduced ::wrong)))
                   held value))})
