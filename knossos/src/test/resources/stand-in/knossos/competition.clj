(ns knossos.competition
  "Tries every order of every choice of calls, under Knossos's name and from the definition: for histories of a few calls, and
  to show that a comparison with Knossos works. With the system property skewer.lax it forgets real time."
  (:require [knossos.model :as model]))

(defn- calls
  "The calls of a history: when each was invoked and returned, and what it was."
  [history]
  (let [indexed (map-indexed vector history)]
    (for [[i {:keys [process type f value]}] indexed
          :when (= type :invoke)
          :let [[end completion] (first (filter (fn [[j event]] (and (> j i) (= process (:process event)))) indexed))
                known            (= :ok (:type completion))]
          :when (not= :fail (:type completion))]
      {:invoked i
       :returned (if known end Long/MAX_VALUE)
       :known known
       :f f
       :value (if known (:value completion) value)})))

(defn- orderable?
  "Whether the calls that are left have an order from a state on."
  [step state left lax]
  (or (not-any? :known left)
      (some (fn [call]
              (when (or lax (every? #(< (:invoked call) (:returned %)) left))
                (let [next-state (step state call)]
                  (and (not= ::model/wrong next-state)
                       (orderable? step next-state (remove #{call} left) lax)))))
            left)))

(defn analysis [{:keys [start step]} history _options]
  {:valid? (boolean (orderable? step start (calls history) (= "true" (System/getProperty "skewer.lax"))))})
