with counted as (
    select
        mart.schooljaar,
        mart.aanbieder,
        listed.categorie,
        sum(case when lower(mart.stelsel) = listed.categorie then mart.n_leerlingen else 0 end) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('dual_learning') }} as mart
    cross join (values ('lineair'), ('modulair')) as listed (categorie)
    where mart.is_p_dual_3 and mart.aanbieder = 'DBSO'
    group by mart.schooljaar, mart.aanbieder, listed.categorie
)

{{ cells_of('txt_017', ['schooljaar', 'aanbieder']) }}
