with counted as (
    select
        outflow.schooljaar,
        listed.categorie,
        sum(case when outflow.start_kwartaal = listed.categorie then outflow.n_leavers else 0 end) as aantal,
        sum(outflow.n_leavers) as noemer
    from {{ ref('outflow') }} as outflow
    cross join {{ start_quarters() }} as listed(categorie)
    group by outflow.schooljaar, listed.categorie
)

{{ cells_of('fig_17', ['schooljaar']) }}
