with counted as (
    select
        mart.schooljaar,
        listed.aanbieder,
        'leerlingen' as categorie,
        sum(case when listed.aanbieder in (mart.aanbieder, 'alle') then mart.n_leerlingen else 0 end) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('dual_learning') }} as mart
    cross join (values ('VOLTIJDS'), ('DBSO'), ('SYNTRA'), ('BUSO'), ('alle')) as listed (aanbieder)
    group by mart.schooljaar, listed.aanbieder
)

{{ cells_of('fig_04', ['schooljaar', 'aanbieder']) }}
